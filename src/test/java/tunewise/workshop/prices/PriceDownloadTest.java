package tunewise.workshop.prices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tunewise.fixtures.ShippedRules;
import tunewise.remote.BadServer;
import tunewise.remote.BadServer.Answer;
import tunewise.remote.Download.Patience;
import tunewise.service.ProgressListener;

/** A real server on the loopback that answers as servers do on bad days. */
class PriceDownloadTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final String LIST = "provider,gpu,usd_per_hour\nlambda,A10,0.86\n";
    private static final String FINE = "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: " + LIST.length()
            + "\r\nConnection: close\r\n\r\n" + LIST;

    private final List<Duration> pauses = new ArrayList<>();
    private @Nullable BadServer server;

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aListIsFetchedAndItsLengthIsReported() {
        serve(FINE);
        List<Integer> reported = new ArrayList<>();

        byte[] body = download(PriceDownload.USUAL).fetch(address(), null, null, (done, all) -> reported.add(all));

        assertEquals(LIST, new String(body, StandardCharsets.UTF_8));
        assertEquals(List.of(LIST.length()), reported);
        assertEquals(List.of(), pauses);
    }

    @Test
    void aBusyServerIsAskedAgainWhenItSays() {
        serve(
                status("429 Too Many Requests", "Retry-After: 7\r\n"),
                status("429 Too Many Requests", "Retry-After: Tue, 24 Nov 2026 12:00:30 GMT\r\n"),
                FINE);

        assertArrayEquals(LIST.getBytes(StandardCharsets.UTF_8), fetch());
        assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(30)), pauses);
    }

    @Test
    void aServerThatAsksToWaitForAnHourIsNotWaitedFor() {
        serve(status("429 Too Many Requests", "Retry-After: 3600\r\n"));

        assertEquals(
                address()
                        + " answered 429, and asks to wait for 3600 seconds. Nothing was taken. Maybe try again later.",
                refusal());
        assertEquals(List.of(), pauses);
    }

    @Test
    void aFailingServerIsAskedAgainWithGrowingPauses() {
        serve(
                status("500 Internal Server Error", ""),
                status("503 Service Unavailable", ""),
                status("502 Bad Gateway", ""),
                FINE);

        assertArrayEquals(LIST.getBytes(StandardCharsets.UTF_8), fetch());
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)), pauses);
    }

    @Test
    void aServerThatKeepsFailingIsGivenUp() {
        String failing = status("500 Internal Server Error", "");
        serve(failing, failing, failing, failing, FINE);

        assertEquals(address() + " answered 500, after 4 tries. Nothing was taken. Maybe try again later.", refusal());
    }

    @Test
    void anAnswerThatBreaksOffIsAskedForAgainAndNeverTaken() {
        String broken = FINE.substring(0, FINE.length() - 10);
        serve(broken, FINE);
        assertArrayEquals(LIST.getBytes(StandardCharsets.UTF_8), fetch());

        serve(broken, broken, broken, broken);
        String reported = refusal();
        assertTrue(reported.contains("could not be read to its end"), reported);
        assertTrue(reported.contains("after 4 tries. Nothing was taken."), reported);
    }

    @Test
    void aServerThatSendsAByteAndThenNothingIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        serve(out -> {
            out.write(FINE.substring(0, FINE.length() - 10).getBytes(StandardCharsets.UTF_8));
            out.flush();
            await(never);
        });

        String reported = assertThrows(
                        PriceListException.class, () -> download(patience(Duration.ofSeconds(1), 1, 1 << 20))
                                .fetch(address(), null, null, ProgressListener.NONE))
                .getMessage();
        never.countDown();

        assertTrue(reported.contains("took longer than 1 seconds. Nothing was taken."), reported);
    }

    @Test
    void anAnswerWithoutEndIsCutAtItsLimit() {
        byte[] rows = "lambda,A10,0.86\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        serve(out -> {
            out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 1_000; i++) {
                out.write(rows);
            }
        });

        String reported = assertThrows(
                        PriceListException.class, () -> download(patience(Duration.ofMinutes(1), 3, 1 << 20))
                                .fetch(address(), null, null, ProgressListener.NONE))
                .getMessage();

        assertTrue(reported.contains("sends more than 1 MiB. Nothing was taken."), reported);
        assertEquals(List.of(), pauses);
    }

    @Test
    void whatWillNotGetBetterIsAskedForOnce() {
        serve(status("404 Not Found", ""), FINE);
        assertTrue(refusal().contains("answered 404. Nothing was taken. Maybe the address is misspelt."));

        serve(status("401 Unauthorized", ""), FINE);
        assertTrue(refusal().contains("--token-env"));
        assertEquals(List.of(), pauses);
    }

    @Test
    void garbageIsReportedAsWhatItIs() {
        serve("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\n\u0001\u0002garbage");
        byte[] body = fetch();

        String reported = assertThrows(
                        PriceListException.class,
                        () -> PriceList.read(
                                new PriceList.Input(new ByteArrayInputStream(body), "garbage", null, null, 9),
                                ShippedRules.loaded().catalog().listedNames(),
                                ProgressListener.NONE))
                .getMessage();
        assertTrue(reported.startsWith("garbage is in no format we know"), reported);

        String noHttp = "this is no HTTP\r\n\r\n";
        serve(noHttp, noHttp, noHttp, noHttp);
        assertTrue(refusal().contains("Nothing was taken."));
    }

    @Test
    void anAddressWhereNobodyListensIsReported() throws IOException {
        serve(FINE);
        URI address = address();
        if (server != null) {
            server.close();
        }

        String reported = assertThrows(PriceListException.class, () -> download(PriceDownload.USUAL)
                        .fetch(address, null, null, ProgressListener.NONE))
                .getMessage();

        assertTrue(reported.contains("after 4 tries. Nothing was taken. Maybe the network is down"), reported);
    }

    @Test
    void runPodIsAskedWithItsQueryAndAKeyIsSentAsBearer() {
        serve(FINE);

        download(PriceDownload.USUAL)
                .fetch(URI.create(address() + "/graphql"), PriceForm.RUNPOD, "secret", ProgressListener.NONE);

        String request = server == null ? "" : server.requests().get(0);
        assertTrue(request.startsWith("POST /list/graphql"), request);
        assertTrue(request.contains("Authorization: Bearer secret"), request);
        assertTrue(request.contains("gpuTypes"), request);
    }

    private String refusal() {
        return String.valueOf(
                assertThrows(PriceListException.class, this::fetch).getMessage());
    }

    private byte[] fetch() {
        return download(PriceDownload.USUAL).fetch(address(), null, null, ProgressListener.NONE);
    }

    private PriceDownload download(Patience patience) {
        return new PriceDownload(patience, Clock.fixed(NOW, ZoneOffset.UTC), pauses::add);
    }

    private static Patience patience(Duration whole, int tries, int mostBytes) {
        return new Patience(whole, whole, tries, Duration.ofSeconds(1), Duration.ofMinutes(1), mostBytes);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + (server == null ? 0 : server.port()) + "/list");
    }

    private static String status(String status, String headers) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\nConnection: close\r\n\r\n";
    }

    private void serve(String... answers) {
        serve(List.of(answers).stream()
                .map(answer -> (Answer) out -> out.write(answer.getBytes(StandardCharsets.UTF_8)))
                .toArray(Answer[]::new));
    }

    private void serve(Answer... answers) {
        try {
            close();
            server = new BadServer(List.of(answers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

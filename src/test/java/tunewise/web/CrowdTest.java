package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.web.WebSettings.Limits;

/** Too many requests: of one client, of all together, and of what takes long. */
class CrowdTest {
    private static final String PROXY = "127.0.0.1";

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private Crowd crowd;
    private Javalin service;

    private void start(Limits limits, String proxy) {
        crowd = new Crowd(limits, proxy, 4, 2);
        service = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.modifyServer(server -> {
                        server.setErrorHandler(new LastResort());
                        server.setHandler(new GracefulHandler(crowd.before(new PatientBodies(5_000, 1 << 20))));
                        server.setStopTimeout(5_000);
                    });
                    config.routes.get("/healthz", ctx -> ctx.result("up"));
                    config.routes.get("/quick", ctx -> ctx.result("done"));
                    config.routes.get("/{work}", ctx -> work());
                    config.routes.get("/{work}/replay", ctx -> work());
                })
                .start(0);
    }

    private void work() throws InterruptedException {
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        mayEnd.await();
        underWay.decrementAndGet();
    }

    @AfterEach
    void stop() {
        mayEnd.countDown();
        service.stop();
    }

    @Test
    void aClientThatAsksTooMuchIsToldWhenToComeAgainAndOthersAreNotHeldUp() throws Exception {
        start(new Limits(5, true, 100), PROXY);
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(get("/quick", "198.51.100.7"));
        }

        HttpResponse<String> refused = answers.stream()
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
        assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
        assertTrue(refused.body().contains("more requests a second than one client may"), refused.body());
        assertTrue(answers.stream().limit(5).allMatch(answer -> answer.statusCode() == 200), "the first are answered");
        assertEquals(200, get("/quick", "198.51.100.8").statusCode());
        Thread.sleep(1_200);
        assertEquals(200, get("/quick", "198.51.100.7").statusCode());
    }

    @Test
    void onlyTheNamedProxySaysWhoAsks() {
        start(new Limits(5, true, 100), "192.0.2.1");
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            refused += get("/quick", "198.51.100." + i).statusCode() == 429 ? 1 : 0;
        }

        assertTrue(refused > 10, refused + " of 40 were refused");
    }

    @Test
    void manyAddressesOfOneNetworkAreOneClientAndWhoIsNotNamedIsTheProxy() {
        start(new Limits(5, true, 100), PROXY);
        int refused = 0;
        for (int i = 1; i < 40; i++) {
            refused += get("/quick", "2001:db8:1:2::" + i).statusCode() == 429 ? 1 : 0;
        }
        assertTrue(refused > 10, refused + " of 39 were refused");
        refused = 0;
        for (int i = 0; i < 40; i++) {
            refused += get("/quick", "anybody-" + i).statusCode() == 429 ? 1 : 0;
        }
        assertTrue(refused > 10, refused + " of 40 were refused");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "5, false"})
    void onThisMachineAndWhereNoLimitIsSetAnyNumberIsAnswered(int perSecond, boolean here) {
        start(new Limits(perSecond, here, 100), "");
        for (int i = 0; i < 60; i++) {
            assertEquals(200, get("/quick", "").statusCode());
        }
    }

    @Test
    void whoeverComesWhenTooMuchIsUnderWayWaitsAndWhoComesThenIsToldSo() throws Exception {
        start(new Limits(0, true, 3), "");
        List<CompletableFuture<HttpResponse<String>>> taken = begin("/work", 4 + 3);
        await(3);

        HttpResponse<String> refused = get("/work", "");

        assertEquals(503, refused.statusCode());
        assertEquals("10", refused.headers().firstValue("Retry-After").orElse(""));
        assertTrue(refused.body().contains("is busy or stopping"), refused.body());
        assertEquals("up", get("/healthz", "").body());
        mayEnd.countDown();
        for (CompletableFuture<HttpResponse<String>> each : taken) {
            assertEquals(200, each.get().statusCode());
        }
        assertEquals(4, mostUnderWay.get());
        assertEquals(0, crowd.waiting());
    }

    @Test
    void whatTakesLongWaitsForItsLikeAndLeavesRoomForOthers() throws Exception {
        start(new Limits(0, true, 100), "");
        List<CompletableFuture<HttpResponse<String>>> taken = begin("/a/replay", 6);
        while (crowd.waitingForLong() < 4) {
            Thread.sleep(5);
        }

        assertEquals("done", get("/quick", "").body());
        mayEnd.countDown();
        for (CompletableFuture<HttpResponse<String>> each : taken) {
            assertEquals(200, each.get().statusCode());
        }
        assertEquals(2, mostUnderWay.get());
    }

    @Test
    void limitsThatCannotBeHeldAreRefused() {
        start(Limits.USUAL, "");

        assertThrows(IllegalArgumentException.class, () -> new Limits(-1, true, 10));
        assertThrows(IllegalArgumentException.class, () -> new Limits(10, true, 0));
    }

    private void await(int waiting) throws InterruptedException {
        while (crowd.waiting() < waiting) {
            Thread.sleep(5);
        }
    }

    private List<CompletableFuture<HttpResponse<String>>> begin(String path, int count) {
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(client.sendAsync(request(path, "").build(), HttpResponse.BodyHandlers.ofString()));
        }
        return all;
    }

    private HttpResponse<String> get(String path, String forwardedFor) {
        try {
            return client.send(request(path, forwardedFor).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path, String forwardedFor) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
        if (!forwardedFor.isEmpty()) {
            request.header("X-Forwarded-For", "203.0.113.9, " + forwardedFor);
        }
        return request;
    }
}

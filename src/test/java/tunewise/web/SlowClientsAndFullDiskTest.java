package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.advice.AnswerJson;
import tunewise.fixtures.ChildProcess;

/** A whole service among slow clients and on a full disk. */
class SlowClientsAndFullDiskTest {
    @ParameterizedTest
    @CsvSource({"60, POST", "600, POST", "600, GET"})
    void slowClientsHoldUpNobody(int count, String method, @TempDir Path folder) throws IOException {
        String head = method + " /api/estimates HTTP/1.1\r\nHost: localhost\r\n"
                + (method.equals("POST")
                        ? "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
                        : "X-Never-Ends: ");
        List<Socket> slow = new ArrayList<>();
        try (RunningService service = new RunningService(folder)) {
            assertEquals(201, service.ask(RunningService.QUESTION).statusCode());
            for (int i = 0; i < count; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            long begun = System.nanoTime();

            assertEquals(200, service.get("/healthz").statusCode());
            assertEquals(200, service.get("/recommendations/answer-1").statusCode());
            assertEquals(201, service.ask(RunningService.QUESTION).statusCode());

            long took = System.nanoTime() - begun;
            assertTrue(took < Duration.ofSeconds(5).toNanos(), took / 1_000_000 + " ms");
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aFullDiskIsToldAndNothingThatWasAcknowledgedIsLost(@TempDir Path folder) throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                ChildProcess.succeeds("mount", "-t", "tmpfs", "-o", "size=6m", "tunewise", disk.toString()),
                "nobody may mount here");
        try (RunningService service = new RunningService(disk)) {
            Path filler = disk.resolve("filler");
            List<String> acknowledged = new ArrayList<>();
            acknowledged.add(id(service.ask(RunningService.QUESTION)));
            fill(filler);
            HttpResponse<String> answer = service.ask(RunningService.QUESTION);
            for (int i = 0; i < 300 && answer.statusCode() == 201; i++) {
                acknowledged.add(id(answer));
                answer = service.ask(RunningService.QUESTION);
            }

            assertEquals(503, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("disk is full"), answer.body());
            assertTrue(answer.headers().firstValue("Retry-After").isPresent());
            assertEquals(200, service.get("/healthz").statusCode());
            assertEquals(503, service.get("/readyz").statusCode());
            HttpResponse<String> draft =
                    service.post("/workshop/drafts", "application/x-www-form-urlencoded", "author=Ada");
            assertTrue(List.of(303, 503).contains(draft.statusCode()), draft.body());

            Files.delete(filler);

            acknowledged.add(id(service.ask(RunningService.QUESTION)));
            assertEquals(200, service.get("/readyz").statusCode());
            assertTrue(service.advice().verifyLedger().ok());
            for (String each : acknowledged) {
                assertTrue(service.advice().ledger().find(each).isPresent(), each);
            }
        } finally {
            ChildProcess.succeeds("umount", "-l", disk.toString());
        }
    }

    /** Takes all the room that is left. */
    private static void fill(Path filler) {
        byte[] some = new byte[4_096];
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(some);
            }
        } catch (IOException e) {
            // Now it is full.
        }
    }

    private static String id(HttpResponse<String> answer) {
        assertEquals(201, answer.statusCode(), answer.body());
        return AnswerJson.MAPPER.readTree(answer.body()).get("id").asString();
    }
}

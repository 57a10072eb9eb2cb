package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that come slowly, or never to their end, at a service of a few threads that echoes what it is sent. */
class SlowSendersTest {
    private static final int MANY = 600;

    private final CountDownLatch working = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private Javalin service;

    @BeforeEach
    void start() {
        service = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.jetty.threadPool = new QueuedThreadPool(8, 2);
                    config.jetty.modifyServer(server -> {
                        server.setErrorHandler(new LastResort());
                        server.setHandler(new GracefulHandler(new PatientBodies(1_500, 1 << 20)));
                        server.setStopTimeout(10_000);
                    });
                    config.routes.get("/healthz", ctx -> ctx.result("up"));
                    config.routes.post("/echo", ctx -> {
                        try (InputStream in = ctx.req().getInputStream()) {
                            ctx.result(in.readAllBytes());
                        }
                    });
                    config.routes.get("/slow", ctx -> {
                        working.countDown();
                        mayEnd.await();
                        ctx.result("done");
                    });
                })
                .start(0);
    }

    @AfterEach
    void stop() {
        mayEnd.countDown();
        service.stop();
    }

    @Test
    void sixHundredSlowSendersHoldUpNobodyAndAreToldInTheEnd() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
                socket.setSoTimeout(20_000);
                socket.getOutputStream().write(begun("/echo", 1_000));
                slow.add(socket);
            }
            long begun = System.nanoTime();
            assertEquals("up", get("/healthz").body());
            assertEquals("{\"a\":1}", post("{\"a\":1}").body());
            assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos(), "they were held up");
            for (Socket socket : slow) {
                assertTrue(read(socket).startsWith("HTTP/1.1 408 "), "the deadline came");
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aBodyThatComesInPartsIsTakenWhole() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(begun("/echo", 4));
            for (String part : List.of("b", "c", "d")) {
                Thread.sleep(50);
                socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
            }
            assertTrue(read(socket).endsWith("{bcd"));
        }
    }

    @Test
    void aLongBodyArrivesByteForByteAndOneBeyondAllBoundsIsCutWhereNobodyReadsOn() throws Exception {
        String fits = "ab\n".repeat(1 << 20);
        assertEquals(fits, post(fits).body());

        String tooLong = "x".repeat((8 << 20) + 5_000);
        assertEquals((8 << 20) + 1, post(tooLong).body().length());
    }

    @Test
    void aRequestUnderWayIsAnsweredBeforeTheServiceEnds() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> get("/slow"));
        working.await();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(service::stop);
        Thread.sleep(300);
        assertTrue(!stopped.isDone() && !answer.isDone(), "it waits for the request under way");
        mayEnd.countDown();

        assertEquals("done", answer.get().body());
        stopped.get();
    }

    private HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    private HttpResponse<String> post(String body) {
        return send(request("/echo").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The head of a post, and the first byte of its body. */
    private static byte[] begun(String path, int length) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + length
                        + "\r\n\r\n{")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String read(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}

package tunewise.bench;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tunewise.audit.Desk;
import tunewise.audit.Ledger;
import tunewise.fixtures.House;
import tunewise.web.WebServer;
import tunewise.web.WebSettings;

/**
 * Requests/s of {@code POST /api/recommendations}, durable entry included, beside a bare JSON echo in the same process
 * on the same machine at the same time of day: only the ratio means anything.
 */
public final class LoadBenchmark {
    private static final int CLIENTS = 32;
    private static final Duration ROUND = Duration.ofSeconds(8);
    private static final List<String> MODELS = List.of("Llama 2 7B", "Llama 3.1 8B", "Llama 2 13B", "Llama 2 70B");

    private LoadBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("tunewise-load");
        try (Ledger ledger = Ledger.open(data);
                WebServer server = WebServer.start(
                        new Desk(
                                House.ADVISOR,
                                ledger,
                                Clock.systemUTC(),
                                () -> UUID.randomUUID().toString(),
                                "benchmark"),
                        WebSettings.loopback(0))) {
            Javalin echo = echo();
            String own = server.address() + "api/recommendations";
            String bare = "http://127.0.0.1:" + echo.port() + "/echo";
            for (String lens : List.of("guide", "evidence")) {
                load(own, lens, ROUND);
                load(bare, lens, ROUND);
                Round asked = load(own, lens, ROUND);
                Round echoed = load(bare, lens, ROUND);
                System.out.printf(
                        Locale.ROOT,
                        "%-8s  recommendations %5.0f/s, p50 %4.1f ms, p99 %4.1f ms | echo %6.0f/s | ratio 1/%.1f%n",
                        lens,
                        asked.perSecond,
                        asked.p50,
                        asked.p99,
                        echoed.perSecond,
                        echoed.perSecond / asked.perSecond);
            }
            echo.stop();
            System.out.println("entries " + ledger.count() + ", chain holds: "
                    + ledger.verify().ok());
        }
    }

    private static Javalin echo() {
        JsonMapper json = JsonMapper.shared();
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.post("/echo", context -> {
                        JsonNode body = json.readTree(context.body());
                        context.status(201).contentType("application/json").result(json.writeValueAsString(body));
                    });
                })
                .start("127.0.0.1", 0);
    }

    private static Round load(String address, String lens, Duration time) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        long end = System.nanoTime() + time.toNanos();
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        List<Callable<List<Long>>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(() -> {
                List<Long> took = new ArrayList<>();
                while (System.nanoTime() < end) {
                    String question = "{\"model\": \"" + MODELS.get(next.getAndIncrement() % MODELS.size())
                            + "\", \"tokens\": 10000000, \"knowledge\": \"" + lens + "\"}";
                    long begin = System.nanoTime();
                    post(client, address, question);
                    took.add(System.nanoTime() - begin);
                }
                return took;
            });
        }
        List<Long> all = new ArrayList<>();
        for (Future<List<Long>> done : pool.invokeAll(clients)) {
            all.addAll(done.get());
        }
        pool.shutdown();
        long[] sorted = all.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Round(
                sorted.length / (double) time.toSeconds(),
                sorted[sorted.length / 2] / 1e6,
                sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)] / 1e6);
    }

    private static void post(HttpClient client, String address, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        int status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 201) {
            throw new IllegalStateException("answered " + status);
        }
    }

    private record Round(double perSecond, double p50, double p99) {}
}

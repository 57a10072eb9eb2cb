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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.fixtures.Postgres;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.IndexedFields;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.PreparedEntry;
import tunewise.ledger.entry.RecommendationBody;
import tunewise.question.Knowledge;
import tunewise.service.AdviceService;
import tunewise.web.WebServer;
import tunewise.web.WebSettings;

/**
 * Requests/s of {@code POST /api/recommendations} with its ledger in a file, on PostgreSQL and in memory only (the same
 * file on a file system of main memory), beside two echoes: one that stores and returns as many bytes as an answer has,
 * prepared before, by the same writer into a file of its own, and a bare one of JSON. All are in the same process on the
 * same machine at the same time of day: only the ratios mean anything.
 */
public final class LoadBenchmark {
    private static final int CLIENTS = 32;
    private static final int ROUNDS = 3;
    private static final Duration ROUND = Duration.ofSeconds(6);
    private static final List<String> MODELS = List.of("Llama 2 7B", "Llama 3.1 8B", "Llama 2 13B", "Llama 2 70B");

    private LoadBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("tunewise-load");
        Path inMemory = Files.createTempDirectory(Path.of("/dev/shm"), "tunewise-load");
        try (Side memory = new Side("in memory", Ledger.open(inMemory));
                Side file = new Side("SQLite", Ledger.open(data.resolve("file")));
                Side database = new Side(
                        "PostgreSQL",
                        Ledger.open(data.resolve("database"), Postgres.durable().url()));
                Ledger echoed = Ledger.open(data.resolve("echo"))) {
            Javalin echo = echo(echoed);
            Map<String, String> echoes = new LinkedHashMap<>();
            echoes.put("echo, equal", "http://127.0.0.1:" + echo.port() + "/answer");
            echoes.put("echo, bare", "http://127.0.0.1:" + echo.port() + "/echo");
            for (String lens : List.of("guide", "evidence")) {
                List<Side> sides = List.of(memory, file, database);
                for (Side side : sides) {
                    load(side.address(), lens, ROUND);
                }
                for (String address : echoes.values()) {
                    load(address, lens, ROUND);
                }
                Map<String, List<Round>> rounds = new LinkedHashMap<>();
                for (int i = 0; i < ROUNDS; i++) {
                    for (Side side : sides) {
                        rounds.computeIfAbsent(side.name, key -> new ArrayList<>())
                                .add(load(side.address(), lens, ROUND));
                    }
                    for (Map.Entry<String, String> each : echoes.entrySet()) {
                        rounds.computeIfAbsent(each.getKey(), key -> new ArrayList<>())
                                .add(load(each.getValue(), lens, ROUND));
                    }
                }
                double reference = median(rounds.getOrDefault("echo, equal", List.of())).perSecond;
                rounds.forEach((name, all) -> {
                    Round round = median(all);
                    System.out.printf(
                            Locale.ROOT,
                            "%-8s  %-11s %5.0f/s, p50 %5.1f ms, p99 %5.1f ms, %.2f of the echo of equal size%n",
                            lens,
                            name,
                            round.perSecond,
                            round.p50,
                            round.p99,
                            round.perSecond / reference);
                });
            }
            echo.stop();
            for (Side side : List.of(memory, file, database)) {
                System.out.println(side.name + ": " + side.ledger.count() + " entries, chain holds: "
                        + side.ledger.proof().verify().ok());
            }
        }
    }

    /** The service over one ledger. */
    private static final class Side implements AutoCloseable {
        private final String name;
        private final Ledger ledger;
        private final WebServer server;

        Side(String name, Ledger ledger) {
            this.name = name;
            this.ledger = ledger;
            this.server = WebServer.start(
                    new AdviceService(
                            ShippedRules.ADVISOR,
                            ledger,
                            Clock.systemUTC(),
                            () -> UUID.randomUUID().toString(),
                            "benchmark"),
                    WebSettings.loopback(0));
        }

        String address() {
            return server.address() + "api/recommendations";
        }

        @Override
        public void close() {
            server.close();
            ledger.close();
        }
    }

    private static Round median(List<Round> rounds) {
        return rounds.stream()
                .sorted(Comparator.comparing(Round::perSecond))
                .toList()
                .get(rounds.size() / 2);
    }

    private static Javalin echo(Ledger ledger) {
        JsonMapper json = JsonMapper.shared();
        Recommendation recommendation = ShippedRules.ADVISOR.advise(
                DecisionBenchmark.question("meta-llama/Llama-3.1-8B", Knowledge.EVIDENCE), "id", Instant.EPOCH);
        String answer = AnswerJson.write(recommendation);
        PreparedEntry prepared = PreparedEntry.of(
                Instant.EPOCH, "release", "api", new RecommendationBody("{}", "benchmark", null, recommendation));
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.post("/echo", context -> {
                        JsonNode body = json.readTree(context.body());
                        context.status(201).contentType("application/json").result(json.writeValueAsString(body));
                    });
                    config.routes.post("/answer", context -> {
                        json.readTree(context.body());
                        ledger.append(again(prepared));
                        context.status(201).contentType("application/json").result(answer);
                    });
                })
                .start("127.0.0.1", 0);
    }

    /** The same bytes under an id of their own, which nobody looks for. */
    private static PreparedEntry again(PreparedEntry prepared) {
        String id = UUID.randomUUID().toString();
        return new PreparedEntry(
                new NewEntry(id, "echo", Instant.EPOCH, "release", "api", prepared.body()),
                prepared.body(),
                prepared.bodyHash(),
                prepared.packed(),
                IndexedFields.of(id, "echo", "{}"));
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
        int status = send(client, request);
        if (status != 201) {
            throw new IllegalStateException("answered " + status);
        }
    }

    /** The JDK's client now and then takes a connection from its pool that it has just closed itself: asked once more. */
    private static int send(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException ofAnOldConnection) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private record Round(double perSecond, double p50, double p99) {}
}

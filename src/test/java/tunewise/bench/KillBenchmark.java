package tunewise.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tunewise.advice.AnswerJson;
import tunewise.fixtures.Postgres;
import tunewise.ledger.Ledger;
import tunewise.ledger.store.LedgerUrl;
import tunewise.ledger.verify.Verification;

/**
 * Kills the whole service ({@code kill -9}) at random moments after the first answer, while 32 clients ask, starts it again on the same data
 * folder, and looks for every recommendation that a client was given. Takes the number of rounds, 50 unless said, and
 * {@code postgresql} for a ledger there.
 */
public final class KillBenchmark {
    private static final int CLIENTS = 32;

    private KillBenchmark() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        Path data = Files.createTempDirectory("tunewise-kill");
        Optional<Postgres> database =
                List.of(args).contains("postgresql") ? Optional.of(Postgres.durable()) : Optional.empty();
        Random random = new Random(1);
        Queue<String> given = new ConcurrentLinkedQueue<>();
        for (int round = 1; round <= rounds; round++) {
            ProcessBuilder start = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "tunewise.Main",
                            "serve",
                            "--port",
                            "0",
                            "--data",
                            data.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            database.ifPresent(kept -> start.environment().put("TUNEWISE_LEDGER", kept.address()));
            Process service = start.start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
                String first = Optional.ofNullable(out.readLine()).orElse("nothing");
                String address = first.replaceAll(".*(http://[0-9.:]+/).*", "$1");
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
                for (int client = 0; client < CLIENTS; client++) {
                    clients.execute(() -> ask(address, given));
                }
                int before = given.size();
                for (int waited = 0; given.size() == before && waited < 600; waited++) {
                    Thread.sleep(100);
                }
                if (given.size() == before) {
                    throw new IllegalStateException("nobody was answered: " + first);
                }
                Thread.sleep(random.nextInt(1_500));
                service.destroyForcibly().waitFor();
                clients.shutdown();
                clients.awaitTermination(30, TimeUnit.SECONDS);
            }
            look(data, database.flatMap(Postgres::url), given, round);
        }
    }

    /** Asks until nobody answers. */
    private static void ask(String address, Queue<String> given) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "api/recommendations"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\": \"Llama 3.1 8B\", \"tokens\": 10000000, \"knowledge\": \"guide\"}"))
                .build();
        while (true) {
            try {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 201) {
                    given.add(
                            AnswerJson.MAPPER.readTree(answer.body()).get("id").asString());
                }
            } catch (java.io.IOException e) {
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void look(Path data, Optional<LedgerUrl> url, Queue<String> given, int round) {
        try (Ledger ledger = Ledger.open(data, url)) {
            Verification verification = ledger.proof().verify();
            List<String> missing = new ArrayList<>(
                    given.stream().filter(id -> ledger.find(id).isEmpty()).toList());
            System.out.printf(
                    Locale.ROOT,
                    "round %d: %d given, %d missing, %d entries, chain holds: %s%n",
                    round,
                    given.size(),
                    missing.size(),
                    verification.count(),
                    verification.ok());
            if (!missing.isEmpty() || !verification.ok()) {
                throw new IllegalStateException("lost " + missing);
            }
        }
    }
}

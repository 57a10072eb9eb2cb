package tunewise.bench;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import tools.jackson.databind.node.ObjectNode;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.audit.Draft;
import tunewise.audit.Ledger;
import tunewise.audit.Query;
import tunewise.fixtures.House;
import tunewise.question.Knowledge;

/**
 * Fills a ledger and measures looking, verifying and exporting. Answers come from the engine; they differ in model,
 * lens and time, and only the first firing of each rule is kept of their trace, so that a million fit on a small disk.
 * Takes the number of entries, a million unless said.
 */
public final class LedgerBenchmark {
    private static final int WRITERS = 32;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private LedgerBenchmark() {}

    public static void main(String[] args) throws Exception {
        int entries = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        Path data = Files.createTempDirectory("tunewise-ledger");
        List<String> bodies = House.knowhow().catalog().models().stream()
                .flatMap(model -> List.of(Knowledge.values()).stream()
                        .map(lens -> House.ADVISOR.advise(
                                DecisionBenchmark.question(model.id(), lens), "id", Instant.EPOCH)))
                .map(LedgerBenchmark::body)
                .toList();
        try (Ledger ledger = Ledger.open(data)) {
            long begin = System.nanoTime();
            fill(ledger, entries, bodies);
            System.out.printf(
                    Locale.ROOT,
                    "%,d entries in %.0f s, store of %,d MB%n",
                    entries,
                    seconds(begin),
                    Files.size(data.resolve("tunewise.db")) / 1_000_000);
            for (Map<String, String> filter : List.<Map<String, String>>of(
                    Map.of(),
                    Map.of("gpu", "l40s"),
                    Map.of("model", "meta-llama/Llama-3.1-8B", "method", "lora"),
                    Map.of("rule", "ELI-060"),
                    Map.of("from", "2026-02-01", "to", "2026-02-02"),
                    Map.of("provider", "runpod", "sort", "cheapest"),
                    Map.of("outcome", "not_feasible", "knowledge", "evidence"),
                    Map.of("text", "qwen"),
                    Map.of("text", "nobody said this"))) {
                look(ledger, filter);
            }
            begin = System.nanoTime();
            ledger.dashboard(Query.all());
            System.out.printf(Locale.ROOT, "dashboard %.2f s%n", seconds(begin));
            begin = System.nanoTime();
            boolean ok = ledger.verify().ok();
            System.out.printf(Locale.ROOT, "verified in %.1f s, holds: %s%n", seconds(begin), ok);
            begin = System.nanoTime();
            System.gc();
            long before = used();
            try (Writer nowhere = new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8)) {
                ledger.exportJsonl(Query.all(), nowhere);
            }
            double took = seconds(begin);
            System.gc();
            System.out.printf(Locale.ROOT, "exported in %.1f s, heap %,d to %,d MB%n", took, before, used());
        }
    }

    private static void fill(Ledger ledger, int entries, List<String> bodies) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        for (int writer = 0; writer < WRITERS; writer++) {
            int first = writer;
            pool.execute(() -> {
                Random random = new Random(first);
                for (int i = first; i < entries; i += WRITERS) {
                    ledger.append(new Draft(
                            "id-" + i,
                            Ledger.RECOMMENDATION,
                            BEGIN.plusSeconds(10L * i),
                            "sha256:0",
                            "api",
                            bodies.get(random.nextInt(bodies.size()))));
                }
            });
        }
        pool.shutdown();
        pool.awaitTermination(2, TimeUnit.HOURS);
    }

    private static String body(Recommendation answer) {
        ObjectNode reduced =
                AnswerJson.MAPPER.readTree(AnswerJson.write(answer)).asObject();
        reduced.putArray("alternatives");
        reduced.putArray("excluded");
        reduced.putArray("caveats");
        Set<String> met = new HashSet<>();
        reduced.withArray("rules").removeIf(rule -> !met.add(rule.path("rule").asString()));
        return AnswerJson.MAPPER.writeValueAsString(
                Map.of("asked", answer.model().name(), "engine", "benchmark", "recommendation", reduced));
    }

    private static void look(Ledger ledger, Map<String, String> filter) {
        Map<String, List<String>> parameters = new java.util.TreeMap<>();
        filter.forEach((name, value) -> parameters.put(name, List.of(value)));
        Query query = Query.read(parameters);
        long[] took = LongStream.range(0, 20)
                .map(i -> {
                    long begin = System.nanoTime();
                    ledger.find(query);
                    return System.nanoTime() - begin;
                })
                .sorted()
                .toArray();
        System.out.printf(Locale.ROOT, "p50 %6.1f ms, p95 %6.1f ms  %s%n", took[10] / 1e6, took[18] / 1e6, parameters);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static long used() {
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1_000_000;
    }
}

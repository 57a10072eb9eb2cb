package tunewise.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.fixtures.Postgres;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.BulkFill;
import tunewise.ledger.Ledger;
import tunewise.ledger.search.Criterion;
import tunewise.ledger.search.Query;
import tunewise.ledger.store.LedgerUrl;
import tunewise.question.Knowledge;

/**
 * Fills a ledger and measures looking, counting, verifying and exporting. Answers come from the engine; they differ in
 * model, lens and time, and are cut to what lists need and the first rules, so that ten million fit on a small disk. Takes the number of entries, a million unless said, and {@code postgresql} for a ledger there; or the folder that
 * an earlier run filled.
 */
public final class LedgerBenchmark {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Map<String, String>> FILTERS = List.of(
            Map.of(),
            Map.of("gpu", "l40s"),
            Map.of("model", "meta-llama/Llama-3.1-8B", "method", "lora"),
            Map.of("rule", "ELI-060"),
            Map.of("rule", "ELI-060", "gpu", "l40s"),
            Map.of("from", "2026-02-01", "to", "2026-02-02"),
            Map.of("provider", "runpod", "sort", "cheapest"),
            Map.of("outcome", "not_feasible", "knowledge", "evidence"),
            Map.of("guide", "differs", "sort", "longest"),
            Map.of("review", "approved"),
            Map.of("text", "qwen"),
            Map.of("text", "nobody said this"));

    private static final int RULES = 6;
    private static final int LOOKS = 20;

    private LedgerBenchmark() {}

    public static void main(String[] args) throws Exception {
        boolean filled = args.length > 0 && Files.isDirectory(Path.of(args[0]));
        Path data = filled ? Path.of(args[0]) : Files.createTempDirectory("tunewise-ledger");
        Optional<Postgres> server =
                List.of(args).contains("postgresql") ? Optional.of(Postgres.durable()) : Optional.empty();
        Optional<LedgerUrl> url = server.flatMap(Postgres::url);
        if (!filled) {
            fill(data, url, args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000);
        }
        System.out.printf(
                Locale.ROOT,
                "store of %,d MB in %s%n",
                (server.isPresent() ? server.get().size() : Files.size(data.resolve("tunewise.db"))) / 1_000_000,
                data);
        long begin = System.nanoTime();
        try (Ledger ledger = Ledger.open(data, url)) {
            long[] all = FILTERS.stream()
                    .flatMapToLong(filter -> LongStream.of(look(ledger, filter)))
                    .sorted()
                    .toArray();
            System.out.printf(Locale.ROOT, "p95 of all filters %.1f ms%n", all[all.length * 95 / 100] / 1e6);
            begin = System.nanoTime();
            ledger.search().dashboard(Query.all());
            System.out.printf(Locale.ROOT, "dashboard %.3f s%n", seconds(begin));
            begin = System.nanoTime();
            for (Criterion criterion :
                    List.of(Criterion.GPU, Criterion.PROVIDER, Criterion.MODEL, Criterion.RELEASE, Criterion.CHAIN)) {
                ledger.search().values(criterion);
            }
            System.out.printf(Locale.ROOT, "lists to choose filters from %.3f s%n", seconds(begin));
            begin = System.nanoTime();
            long cpu = cpu();
            boolean ok = ledger.proof().verify().ok();
            System.out.printf(
                    Locale.ROOT,
                    "verified in %.1f s, %.1f s of processor, holds: %s%n",
                    seconds(begin),
                    (cpu() - cpu) / 1e9,
                    ok);
            begin = System.nanoTime();
            cpu = cpu();
            Heap heap = new Heap();
            try (Writer nowhere = new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8)) {
                ledger.search().exportJsonl(Query.all(), new Watched(nowhere, heap));
            }
            System.out.printf(
                    Locale.ROOT,
                    "exported in %.1f s, %.1f s of processor, after each collection the heap held %,d to %,d MB%n",
                    seconds(begin),
                    (cpu() - cpu) / 1e9,
                    heap.least,
                    heap.most);
        }
    }

    private static void fill(Path data, Optional<LedgerUrl> url, int entries) throws IOException {
        List<String> bodies = ShippedRules.loaded().catalog().models().stream()
                .flatMap(model -> List.of(Knowledge.values()).stream()
                        .map(lens -> ShippedRules.ADVISOR.advise(
                                DecisionBenchmark.question(model.id(), lens), "id", Instant.EPOCH)))
                .map(LedgerBenchmark::body)
                .toList();
        long begin = System.nanoTime();
        BulkFill.fill(data, url, entries, bodies, i -> BEGIN.plusSeconds(20L * i));
        System.out.printf(Locale.ROOT, "%,d entries of %d bodies in %.0f s%n", entries, bodies.size(), seconds(begin));
        System.out.printf(Locale.ROOT, "a body of %,d bytes of JSON on average%n", (long)
                bodies.stream().mapToInt(String::length).average().orElse(0));
    }

    /** What the heap holds once it is collected, looked at every 100,000 lines. */
    private static final class Heap {
        private long lines;
        private long least = Long.MAX_VALUE;
        private long most;

        void line() {
            if (++lines % 100_000 == 0) {
                System.gc();
                long used = (Runtime.getRuntime().totalMemory()
                                - Runtime.getRuntime().freeMemory())
                        / 1_000_000;
                least = Math.min(least, used);
                most = Math.max(most, used);
            }
        }
    }

    /** Passes on what is written, and counts lines. */
    private static final class Watched extends FilterWriter {
        private final Heap heap;

        Watched(Writer out, Heap heap) {
            super(out);
            this.heap = heap;
        }

        @Override
        public void write(int character) throws IOException {
            super.write(character);
            if (character == '\n') {
                heap.line();
            }
        }
    }

    private static String body(Recommendation answer) {
        ObjectNode reduced =
                AnswerJson.MAPPER.readTree(AnswerJson.write(answer)).asObject();
        reduced.remove(List.of("alternatives", "excluded", "caveats", "feasible", "measured", "training", "changes"));
        List<String> met = reduced.withArray("rules")
                .valueStream()
                .map(rule -> rule.path("rule").asString())
                .distinct()
                .limit(RULES)
                .toList();
        reduced.putArray("rules")
                .addAll(met.stream()
                        .map(rule ->
                                (JsonNode) AnswerJson.MAPPER.createObjectNode().put("rule", rule))
                        .toList());
        return AnswerJson.MAPPER.writeValueAsString(
                Map.of("asked", answer.model().name(), "engine", "benchmark", "recommendation", reduced));
    }

    private static long[] look(Ledger ledger, Map<String, String> filter) {
        Map<String, List<String>> parameters = new TreeMap<>();
        filter.forEach((name, value) -> parameters.put(name, List.of(value)));
        Query query = Query.read(parameters);
        long[] took = LongStream.range(0, LOOKS)
                .map(i -> {
                    long begin = System.nanoTime();
                    ledger.search().find(query);
                    return System.nanoTime() - begin;
                })
                .sorted()
                .toArray();
        System.out.printf(Locale.ROOT, "p50 %6.1f ms, p95 %6.1f ms  %s%n", took[10] / 1e6, took[18] / 1e6, parameters);
        return took;
    }

    /** Nanoseconds of processor that this program took, which other programs on the machine disturb less. */
    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}

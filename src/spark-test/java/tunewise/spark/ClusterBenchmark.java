package tunewise.spark;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import tunewise.advice.Advisor;
import tunewise.advice.AnswerJson;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.cli.rules.ImpactText;
import tunewise.cli.terminal.ExitCode;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.BulkFill;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.Replay.Against;
import tunewise.ledger.entry.VerifyExport;
import tunewise.ledger.replay.RecordedQuestions;
import tunewise.ledger.replay.Replayer;
import tunewise.ledger.search.Query;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;
import tunewise.question.QuestionReader;
import tunewise.service.AnswerBatch;
import tunewise.service.ProgressListener;
import tunewise.workshop.Fixtures;
import tunewise.workshop.Impact;
import tunewise.workshop.ImpactReport;

/**
 * Jobs on a standalone cluster of one and of two workers, held against the plain program to the last byte, and once more
 * with a worker that is killed midway. Rates are by the time of the processor, starts included. Arguments: a new folder,
 * the home of Spark, tunewise-spark.jar, how many questions, how many entries to verify, and the jobs, all unless said.
 */
public final class ClusterBenchmark {
    private static final Instant AT = Instant.parse("2026-11-30T12:00:00Z");
    private static final int MINUTES = 60;
    private static final int TASKS_BEFORE_KILL = 3;
    private static final int BODIES = 50;

    private final Path folder;
    private final Path home;
    private final Path jar;
    private final History history;
    private final Path many;
    private int verified;
    private int outs;

    private ClusterBenchmark(Path folder, Path home, Path jar, History history) {
        this.folder = folder;
        this.home = home;
        this.jar = jar;
        this.history = history;
        this.many = folder.resolve("many.jsonl");
    }

    private interface Plain {
        /** What it says, and for a batch the hash of each answer by its line. */
        Said run() throws IOException;
    }

    private record Said(String text, Map<Long, String> answers) {}

    private record Timed(Said said, double processor, double wall) {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args[0]));
        double begun = Cluster.ownSeconds();
        try (History history = History.of(folder, Integer.parseInt(args[3]))) {
            System.out.printf(
                    Locale.ROOT,
                    "%,d entries, %,d bytes of export, asked in %.0f s of processor%n",
                    history.ledger.count(),
                    Files.size(history.export),
                    Cluster.ownSeconds() - begun);
            ClusterBenchmark benchmark =
                    new ClusterBenchmark(folder, Path.of(args[1]).toAbsolutePath(), Path.of(args[2]), history);
            benchmark.fill(Integer.parseInt(args[4]));
            List<String> jobs = args.length > 5
                    ? List.of(args).subList(5, args.length)
                    : List.of("verify", "batch", "replay", "impact");
            for (String job : jobs) {
                benchmark.compare(job);
            }
        }
    }

    /** Many more entries than answers, for the job that answers nothing; their bodies are the shortest ones. */
    private void fill(int entries) throws IOException {
        List<String> bodies = history.ledger.newest(EntryKind.RECOMMENDATION, Integer.MAX_VALUE).stream()
                .map(Entry::body)
                .sorted(Comparator.comparing(String::length))
                .limit(BODIES)
                .toList();
        Path data = Files.createDirectories(folder.resolve("many"));
        BulkFill.fill(data, Optional.empty(), entries, bodies, AT::plusSeconds);
        try (Ledger ledger = Ledger.open(data);
                Writer writer = Files.newBufferedWriter(many)) {
            ledger.search().exportJsonl(Query.all(), writer);
        }
        verified = entries;
    }

    private void compare(String job) throws Exception {
        Plain plain =
                switch (job) {
                    case "verify" -> this::verify;
                    case "batch" -> this::batch;
                    case "replay" -> this::replay;
                    default -> this::impact;
                };
        double before = Cluster.ownSeconds();
        long begin = System.nanoTime();
        Said said = plain.run();
        Timed here = new Timed(said, Cluster.ownSeconds() - before, (System.nanoTime() - begin) / 1e9);
        print(job, "plain", here);
        Timed one = submitted(job, 1, false);
        print(job, "one worker", one);
        expectSame(job, said, one);
        Timed two = submitted(job, 2, false);
        print(job, "two workers", two);
        expectSame(job, said, two);
        Timed killed = submitted(job, 2, true);
        print(job, "one of two killed midway", killed);
        expectSame(job, said, killed);
        System.out.printf(
                Locale.ROOT,
                "%-7s all the same to the last byte; two workers take %.2f of the time of one%n",
                job,
                two.wall() / one.wall());
    }

    private void print(String job, String how, Timed timed) {
        System.out.printf(
                Locale.ROOT,
                "%-7s %-38s %,8.0f records a core and second, %.1f s of processor, %.1f s%n",
                job,
                how,
                (job.equals("verify") ? verified : history.ledger.count()) / timed.processor(),
                timed.processor(),
                timed.wall());
    }

    private static void expectSame(String job, Said plain, Timed cluster) {
        if (!plain.equals(cluster.said())) {
            throw new IllegalStateException(
                    job + " differs: " + plain.text() + " and " + cluster.said().text());
        }
    }

    /** @param kill whether the last worker is killed once it has ended some tasks */
    private Timed submitted(String job, int workers, boolean kill) throws Exception {
        Path out = folder.resolve("out-" + ++outs);
        try (Cluster cluster = new Cluster(home, folder.resolve("cluster-" + outs), workers)) {
            double before = Cluster.ownSeconds() + cluster.workersSeconds();
            long begin = System.nanoTime();
            Cluster.Submitted submitted = cluster.submit(jar, words(job, out));
            while (kill && submitted.process().isAlive() && cluster.tasksEnded(workers - 1) < TASKS_BEFORE_KILL) {
                submitted.process().waitFor(20, TimeUnit.MILLISECONDS);
            }
            if (kill) {
                cluster.kill(workers - 1);
            }
            if (!submitted.process().waitFor(MINUTES, TimeUnit.MINUTES)) {
                submitted.process().destroyForcibly();
            }
            double wall = (System.nanoTime() - begin) / 1e9;
            String log = Files.readString(submitted.log());
            if (submitted.process().exitValue() > ExitCode.FOUND_SOMETHING
                    || (kill && !log.contains("Lost executor"))) {
                throw new IllegalStateException(log);
            }
            // Executors end after the job, and only then is their time known.
            Thread.sleep(2_000);
            double processor = Cluster.ownSeconds() + cluster.workersSeconds() - before;
            String text = Files.readString(submitted.out());
            return new Timed(new Said(text, job.equals("batch") ? answers(out) : Map.of()), processor, wall);
        }
    }

    private List<String> words(String job, Path out) {
        List<String> words = new ArrayList<>(List.of(job, "--partitions", "16"));
        words.addAll(
                switch (job) {
                    case "verify" -> List.of("--input", many.toString());
                    case "batch" ->
                        List.of(
                                "--input", history.questions.toString(),
                                "--key", history.key.toString(),
                                "--release", history.bundle(1).toString(),
                                "--at", AT.toString(),
                                "--out", out.toString());
                    case "replay" ->
                        List.of(
                                "--input",
                                history.export.toString(),
                                "--key",
                                history.key.toString(),
                                "--releases",
                                history.bundles.toString(),
                                "--json",
                                "--out",
                                out.toString());
                    default ->
                        List.of(
                                "--input", history.export.toString(),
                                "--key", history.key.toString(),
                                "--active", history.bundle(1).toString(),
                                "--draft", history.bundle(2).toString());
                });
        return words;
    }

    private Said verify() throws IOException {
        return new Said(VerifyExport.verify(many, List.of()).summary() + "\n", Map.of());
    }

    private Said batch() throws IOException {
        Advisor advisor = new Advisor(CompiledRules.of(history.releases.get(1)));
        QuestionReader reader = new QuestionReader(advisor.vocabulary(LocalDate.parse("2026-11-30")));
        Map<Long, String> answers = new TreeMap<>();
        Map<String, Long> counts = new TreeMap<>();
        StringBuilder text = new StringBuilder();
        long faulty = 0;
        for (String question : Files.readAllLines(history.questions)) {
            long line = answers.size() + 1L;
            AnswerBatch.Result result;
            try {
                Recommendation answer = advisor.advise(reader.read(question), "", AT);
                result = new AnswerBatch.Result(line, answer, List.of());
                counts.merge(answer.outcome().id(), 1L, Long::sum);
            } catch (QuestionFaultsException e) {
                result = new AnswerBatch.Result(line, null, e.faults());
                faulty++;
                for (FieldFault fault : e.faults()) {
                    String field = fault.field().isEmpty() ? "" : fault.field() + ": ";
                    text.append(history.questions + ":" + line + ": " + field + fault.message() + "\n");
                }
            }
            answers.put(line, EntryHash.sha256(AnswerJson.MAPPER.writeValueAsString(result)));
        }
        counts.forEach((outcome, count) -> text.append(String.format(Locale.ROOT, "%s: %,d%n", outcome, count)));
        if (faulty > 0) {
            text.append(String.format(
                    Locale.ROOT, "%,d of %,d questions are faulty and were left out.%n", faulty, answers.size()));
        }
        return new Said(text.toString(), answers);
    }

    private static Map<Long, String> answers(Path out) throws IOException {
        Map<Long, String> answers = new TreeMap<>();
        System.setProperty("spark.ui.enabled", "false");
        try (SparkSession spark = SparkSession.builder().master("local[1]").getOrCreate()) {
            spark.read()
                    .parquet(out + "/answers.parquet")
                    .select("line", "result")
                    .toLocalIterator()
                    .forEachRemaining((Row row) -> answers.put(row.getLong(0), EntryHash.sha256(row.getString(1))));
        }
        return answers;
    }

    private Said replay() throws IOException {
        StringBuilder text = new StringBuilder();
        Replayer.of(history.ledger, version(), CompiledRules::of)
                .replay(Query.all(), Against.OWN, replay -> text.append(AnswerJson.MAPPER.writeValueAsString(replay))
                        .append('\n'));
        return new Said(text.toString(), Map.of());
    }

    /** What the jobs take themselves for. */
    private String version() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue("Implementation-Version");
        }
    }

    private Said impact() {
        LoadedRelease draft = CompiledRules.of(history.releases.get(2));
        ImpactReport report = new Impact(new Advisor(CompiledRules.of(history.releases.get(1))), new Advisor(draft))
                .scenarios(Fixtures.read(ShippedRules.WITH_FEW_SCENARIOS.fixtures(), draft)
                        .scenarios())
                .recorded(new RecordedQuestions(history.ledger).newest(Integer.MAX_VALUE, null, null))
                .grid()
                .run(ProgressListener.NONE);
        return new Said(ImpactText.of(report) + "\n", Map.of());
    }
}

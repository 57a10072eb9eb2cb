package tunewise.spark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import tunewise.advice.Advisor;
import tunewise.advice.AnswerJson;
import tunewise.cli.terminal.Version;
import tunewise.fixtures.CompiledRules;
import tunewise.ledger.entry.Replay.Against;
import tunewise.ledger.entry.VerifyExport;
import tunewise.ledger.replay.RecordedQuestions;
import tunewise.ledger.replay.Replayer;
import tunewise.ledger.search.Query;
import tunewise.question.QuestionFaultsException;
import tunewise.question.QuestionReader;
import tunewise.service.EstimateVersusActual;
import tunewise.service.ProgressListener;
import tunewise.workshop.Impact;

/**
 * Records a second of one core, of each job and of the plain program side by side, by the time of the processor, so that
 * others who use the machine do not count. Arguments: a new folder, how many questions, how many cores.
 */
public final class SparkBenchmark {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final History history;
    private final int records;
    private int outs;

    private SparkBenchmark(History history, int records) {
        this.history = history;
        this.records = records;
    }

    private interface Work {
        void run() throws IOException;
    }

    public static void main(String[] args) throws IOException {
        System.setProperty("spark.master", "local[" + args[2] + "]");
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.sql.shuffle.partitions", "4");
        Path folder = Files.createDirectories(Path.of(args[0]));
        try (History history = History.of(folder, Integer.parseInt(args[1]));
                SparkSession spark = SparkSession.builder().getOrCreate()) {
            int lines;
            try (Stream<String> counted = Files.lines(history.export)) {
                lines = (int) counted.count();
            }
            System.out.printf(
                    Locale.ROOT,
                    "%,d records, %,d bytes of export, Spark %s on %s cores%n",
                    lines,
                    Files.size(history.export),
                    spark.version(),
                    args[2]);
            new SparkBenchmark(history, lines).run();
        }
    }

    private void run() throws IOException {
        String export = history.export.toString();
        String key = history.key.toString();
        both("verify", () -> VerifyExport.verify(history.export, List.of()), "verify", "--input", export);
        both("accuracy", () -> EstimateVersusActual.of(history.ledger), "accuracy", "--input", export);
        both(
                "batch",
                this::batch,
                "batch",
                "--input",
                history.questions.toString(),
                "--key",
                key,
                "--release",
                history.bundle(1).toString(),
                "--out");
        both(
                "replay",
                this::replay,
                "replay",
                "--input",
                export,
                "--key",
                key,
                "--releases",
                history.bundles.toString(),
                "--out");
        both(
                "impact",
                this::impact,
                "impact",
                "--input",
                export,
                "--key",
                key,
                "--active",
                history.bundle(1).toString(),
                "--draft",
                history.bundle(2).toString());
        both("export", this::export, "export", "--input", export, "--out");
    }

    /** Each twice; the first time warms up. */
    private void both(String name, Work plain, String... job) throws IOException {
        double[] here = timed(plain);
        double[] there = timed(() -> submit(job));
        System.out.printf(
                Locale.ROOT,
                "%-9s plain %,9.0f records a core and second (%.1f s), Spark %,9.0f (%.1f s)%n",
                name,
                records / here[0],
                here[1],
                records / there[0],
                there[1]);
    }

    /** Seconds of the processor, and of the clock on the wall. */
    private static double[] timed(Work work) throws IOException {
        work.run();
        long cpu = SYSTEM.getProcessCpuTime();
        long wall = System.nanoTime();
        work.run();
        return new double[] {(SYSTEM.getProcessCpuTime() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9};
    }

    private void submit(String... job) {
        List<String> words = new ArrayList<>(List.of(job));
        if (words.get(words.size() - 1).equals("--out")) {
            words.add(history.folder.resolve("out-" + ++outs).toString());
        }
        StringWriter err = new StringWriter();
        int code = Jobs.run(new PrintWriter(new StringWriter()), new PrintWriter(err), words.toArray(String[]::new));
        if (!err.toString().isEmpty() || code > 1) {
            throw new IllegalStateException(code + ": " + err);
        }
    }

    private void batch() throws IOException {
        Advisor advisor = new Advisor(CompiledRules.of(history.releases.get(1)));
        QuestionReader reader = new QuestionReader(advisor.vocabulary(LocalDate.parse("2026-11-30")));
        Instant at = Instant.parse("2026-11-30T12:00:00Z");
        for (String question : Files.readAllLines(history.questions)) {
            try {
                AnswerJson.MAPPER.writeValueAsString(advisor.advise(reader.read(question), "", at));
            } catch (QuestionFaultsException e) {
                // Some random questions ask for what cannot be; the job tells of them too.
            }
        }
    }

    private void replay() {
        Replayer.of(history.ledger, Version.current(), CompiledRules::of)
                .replay(Query.all(), Against.OWN, AnswerJson.MAPPER::writeValueAsString);
    }

    private void impact() {
        new Impact(
                        new Advisor(CompiledRules.of(history.releases.get(1))),
                        new Advisor(CompiledRules.of(history.releases.get(2))))
                .recorded(new RecordedQuestions(history.ledger).newest(Integer.MAX_VALUE, null, null))
                .grid()
                .run(ProgressListener.NONE);
    }

    private void export() throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(history.folder.resolve("again.jsonl")))) {
            history.ledger.search().exportJsonl(Query.all(), out);
        }
    }
}

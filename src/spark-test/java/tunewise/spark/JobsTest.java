package tunewise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.Advisor;
import tunewise.advice.AnswerJson;
import tunewise.advice.LoadedRelease;
import tunewise.cli.ledger.AccuracyText;
import tunewise.cli.ledger.ReplayText;
import tunewise.cli.rules.ImpactText;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Version;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.Against;
import tunewise.ledger.entry.VerifyExport;
import tunewise.ledger.entry.VerifyExport.Signed;
import tunewise.ledger.replay.RecordedQuestions;
import tunewise.ledger.replay.Replayer;
import tunewise.ledger.search.Query;
import tunewise.question.QuestionFaultsException;
import tunewise.question.QuestionReader;
import tunewise.service.AnswerBatch;
import tunewise.service.EstimateVersusActual;
import tunewise.service.ProgressListener;
import tunewise.workshop.Fixtures;
import tunewise.workshop.Impact;
import tunewise.workshop.ImpactReport;
import tunewise.workshop.ImpactReport.Part;
import tunewise.workshop.ImpactReport.Source;

/** What the jobs say and write is what one machine says and writes, to the last byte. */
class JobsTest {
    private static final int QUESTIONS = Integer.getInteger("tunewise.spark.questions", 2_000);

    @TempDir
    static Path folder;

    private static History history;
    private static SparkSession spark;
    private static int outs;

    @BeforeAll
    static void fill() throws IOException {
        spark = JobRun.onTwoCores();
        history = History.of(folder, QUESTIONS);
    }

    @AfterAll
    static void stop() {
        spark.stop();
        history.close();
    }

    @Test
    void replay() {
        for (Against against : Against.values()) {
            List<Replay> replays = new ArrayList<>();
            // Not closed, because the compiled rules are those of all tests.
            Replayer.of(history.ledger, Version.current(), CompiledRules::of)
                    .replay(Query.all(), against, replays::add);
            String json = JobRun.lines(replays.stream().map(AnswerJson.MAPPER::writeValueAsString));
            long different = replays.stream()
                    .filter(each -> each.result() == Replay.Result.DIFFERENT)
                    .count();
            String[] job = {
                "replay",
                "--input",
                history.export.toString(),
                "--releases",
                history.bundles.toString(),
                "--key",
                history.key.toString()
            };
            if (against == Against.ACTIVE) {
                job = with(job, "--release", history.releases.get(1).hash());
            }

            assertEquals(against == Against.OWN, different == 0);
            int code = different == 0 ? 0 : ExitCode.FOUND_SOMETHING;
            assertEquals(json, JobRun.said(code, with(job, "--json", "--out", newFolder())));
            assertEquals(
                    JobRun.lines(Stream.concat(
                            replays.stream()
                                    .filter(each -> each.result() != Replay.Result.SAME)
                                    .map(each -> ReplayText.of(each).stripTrailing()),
                            Stream.of(ReplayText.counts(replays.size() - different, different, 0)))),
                    JobRun.said(code, with(job, "--out", newFolder())));
        }
    }

    @Test
    void impact() {
        LoadedRelease active = CompiledRules.of(history.releases.get(1));
        LoadedRelease draft = CompiledRules.of(history.releases.get(2));
        ImpactReport report = new Impact(new Advisor(active), new Advisor(draft))
                .scenarios(Fixtures.read(ShippedRules.WITH_FEW_SCENARIOS.fixtures(), draft)
                        .scenarios())
                .recorded(new RecordedQuestions(history.ledger).newest(Integer.MAX_VALUE, null, null))
                .grid()
                .run(ProgressListener.NONE);
        String[] job = {
            "impact",
            "--input",
            history.export.toString(),
            "--key",
            history.key.toString(),
            "--active",
            history.bundle(1).toString(),
            "--draft",
            history.bundle(2).toString(),
            "--partitions",
            "7"
        };

        assertTrue(tells(report.parts().get(1)), report.parts().get(1).toString());
        assertEquals(
                AnswerJson.MAPPER.writeValueAsString(report) + "\n",
                JobRun.said(0, with(job, "--json", "--out", newFolder())));

        Part some = new Impact(new Advisor(active), new Advisor(draft))
                .recorded(new RecordedQuestions(history.ledger)
                        .newest(QUESTIONS / 4, null, LocalDate.parse("2026-11-01")))
                .run(ProgressListener.NONE)
                .parts()
                .get(0);
        ImpactReport older = new ImpactReport(
                report.active(),
                report.draft(),
                List.of(report.parts().get(0), some, report.parts().get(2)));
        assertEquals(
                ImpactText.of(older) + "\n",
                JobRun.said(0, with(job, "--recorded", Integer.toString(QUESTIONS / 4), "--until", "2026-11-01")));
    }

    private static boolean tells(Part part) {
        return part.source() == Source.RECORDED && part.change() > 3 && part.stay() > 3;
    }

    @Test
    void batch() {
        Instant at = Instant.parse("2026-11-30T12:00:00Z");
        Advisor advisor = new Advisor(CompiledRules.of(history.releases.get(1)));
        QuestionReader reader = new QuestionReader(advisor.vocabulary(LocalDate.parse("2026-11-30")));
        List<String> expected = new ArrayList<>();
        long faulty = 0;
        List<String> asked = read(history.questions);
        for (int i = 0; i < asked.size(); i++) {
            AnswerBatch.Result result;
            try {
                result = new AnswerBatch.Result(i + 1, advisor.advise(reader.read(asked.get(i)), "", at), List.of());
            } catch (QuestionFaultsException e) {
                result = new AnswerBatch.Result(i + 1, null, e.faults());
                faulty++;
            }
            expected.add(AnswerJson.MAPPER.writeValueAsString(result));
        }
        String out = newFolder();
        String said = JobRun.said(
                faulty == 0 ? 0 : ExitCode.FOUND_SOMETHING,
                "batch",
                "--input",
                history.questions.toString(),
                "--key",
                history.key.toString(),
                "--release",
                history.bundle(1).toString(),
                "--at",
                at.toString(),
                "--out",
                out);

        assertEquals(
                expected,
                spark.read()
                        .parquet(out + "/answers.parquet")
                        .orderBy("line")
                        .select("result")
                        .as(Encoders.STRING())
                        .collectAsList());
        assertTrue(said.contains("recommended: "), said);
        assertEquals(faulty > 0, said.contains("are faulty and were left out."), said);
    }

    @Test
    void accuracy() {
        EstimateVersusActual accuracy = EstimateVersusActual.of(history.ledger);
        String[] job = {"accuracy", "--input", history.export.toString()};

        assertTrue(accuracy.runs().size() > 2);
        assertEquals(AccuracyText.of(accuracy), JobRun.said(0, job));
        assertEquals(AnswerJson.MAPPER.writeValueAsString(accuracy) + "\n", JobRun.said(0, with(job, "--json")));
    }

    @Test
    void verifyOfEverySource() throws IOException {
        String whole = VerifyExport.verify(history.export, List.of()).summary() + "\n";
        String parquet = newFolder();
        JobRun.said(0, "export", "--input", history.export.toString(), "--out", parquet);
        String database = "jdbc:sqlite:" + history.folder.resolve("data").resolve("tunewise.db");
        String again = newFolder();
        JobRun.said(0, "export", "--input", database, "--out", again);
        Path plain = folder.resolve("plain.parquet");
        history.ledger.search().exportParquet(Query.all(), plain);

        assertTrue(whole.startsWith("All "), whole);
        assertEquals(whole, JobRun.said(0, "verify", "--input", history.export.toString(), "--partitions", "9"));
        assertEquals(whole, JobRun.said(0, "verify", "--input", parquet + "/entries.parquet"));
        assertEquals(whole, JobRun.said(0, "verify", "--input", again + "/entries.parquet"));
        assertEquals(whole, JobRun.said(0, "verify", "--input", plain.toString()));
        assertEquals(JobRun.rows(spark, again + "/entries.parquet"), JobRun.rows(spark, plain.toString()));
        assertEquals(whole, JobRun.said(0, "verify", "--input", database, "--partitions", "5"));
        try (Stream<Path> months = Files.list(Path.of(parquet, "entries.parquet"))) {
            assertEquals(
                    List.of("month=2026-10", "month=2026-11"),
                    months.map(month -> month.getFileName().toString())
                            .filter(name -> name.startsWith("month="))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void verifyFindsWhatWasAlteredInTheSameWords() throws IOException {
        List<String> lines = read(history.export);
        Path checkpoint = Files.writeString(
                folder.resolve("checkpoint.json"),
                history.ledger.proof().checkpoint().orElseThrow().json());
        Signed signed = Signed.read(
                        Files.readString(checkpoint), history.ledger.proof().publicKey())
                .orElseThrow();
        for (int cut : List.of(lines.size() / 3, lines.size() - 1)) {
            List<String> altered = new ArrayList<>(lines);
            altered.remove(cut);
            Path file = Files.write(folder.resolve("altered-" + cut + ".jsonl"), altered);
            assertEquals(
                    VerifyExport.verify(file, List.of(signed)).summary() + "\n",
                    JobRun.said(
                            ExitCode.FOUND_SOMETHING,
                            "verify",
                            "--input",
                            file.toString(),
                            "--checkpoint",
                            checkpoint.toString(),
                            "--key",
                            history.key.toString()));
        }
    }

    @Test
    void aBundleThatWasAlteredIsRefused() throws IOException {
        Path altered = Files.writeString(
                folder.resolve("altered.bundle"),
                Files.readString(history.bundle(1)).replace("lora-7b,lora", "lora-7b,full"));
        StringWriter err = new StringWriter();
        int code = Jobs.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                "batch",
                "--input",
                history.questions.toString(),
                "--key",
                history.key.toString(),
                "--release",
                altered.toString(),
                "--out",
                newFolder());

        assertEquals(ExitCode.MISUSED, code);
        assertTrue(err.toString().contains("are not those that were signed"), err.toString());
    }

    private static String newFolder() {
        return folder.resolve("out-" + ++outs).toString();
    }

    private static String[] with(String[] job, String... more) {
        return Stream.concat(Arrays.stream(job), Arrays.stream(more)).toArray(String[]::new);
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

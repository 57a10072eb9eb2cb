package tunewise.cli.ask;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation;
import tunewise.cli.terminal.Progress;
import tunewise.cli.terminal.TableFormat;
import tunewise.question.QuestionFaultsException;
import tunewise.question.QuestionReader;
import tunewise.service.AdviceService;
import tunewise.service.AnswerBatch;

/**
 * Answers and records every question of a file as it is read; it reports a faulty line by its number and skips it. Each
 * answer is written as soon as it and all before it are recorded, so that a batch that was cut off goes on after the
 * last line that was answered.
 */
final class AdviseBatch {
    private static final Map<String, String> COLUMNS = columns();

    private final AdviceService service;
    private final String cameFrom;
    private final String requester;
    private final Progress progress;

    AdviseBatch(AdviceService service, String cameFrom, String requester, Progress progress) {
        this.service = service;
        this.cameFrom = cameFrom;
        this.requester = requester;
        this.progress = progress;
    }

    /**
     * Whether no line was faulty.
     *
     * @param format of the answers, the file's own where none is given
     * @param answered the last line that has its answer already, 0 when none has
     */
    boolean run(String file, PrintWriter out, @Nullable TableFormat format, long answered) {
        BatchFile questions = new BatchFile(file, QuestionReader::faultsOfNames, "model,tokens,budgetUsd");
        BatchReport report = new BatchReport(questions.name(), progress);
        try (Work work = new Work(report, out, format, answered)) {
            questions.read(work);
        } finally {
            out.flush();
            progress.erase();
        }
        return report.allDone("questions");
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("line", "/line");
        put(columns, "", "id", "outcome");
        columns.put("model", "/recommendation/model/id");
        columns.put("tokens", "/recommendation/question/tokens");
        put(columns, "setup/", "method", "rank", "gpu", "gpuCount", "provider", "offer");
        put(columns, "setup/", "microBatch", "gradientAccumulation", "sharding", "optimizer");
        put(columns, "estimate/", "usdPerHour");
        range(columns, "trainingHours", "hours");
        range(columns, "trainingUsd", "costUsd");
        range(columns, "jobHours", "job/hours");
        range(columns, "jobUsd", "job/costUsd");
        columns.put("memoryHighGib", "/recommendation/estimate/memory/highGib");
        columns.put("usableGib", "/recommendation/estimate/memory/usableGib");
        columns.put("qualityLow", "/recommendation/estimate/quality/low");
        columns.put("qualityHigh", "/recommendation/estimate/quality/high");
        columns.put("guideAgrees", "/recommendation/guide/agrees");
        columns.put("release", "/recommendation/release/id");
        return Collections.unmodifiableMap(columns);
    }

    private static void range(Map<String, String> columns, String name, String place) {
        columns.put(name + "Low", "/recommendation/estimate/" + place + "/low");
        columns.put(name, "/recommendation/estimate/" + place + "/central");
        columns.put(name + "High", "/recommendation/estimate/" + place + "/high");
    }

    private static void put(Map<String, String> columns, String part, String... names) {
        for (String name : names) {
            columns.put(name, "/recommendation/" + part + name);
        }
    }

    private final class Work implements BatchFile.Worker, AutoCloseable {
        private final BatchReport report;
        private final PrintWriter out;
        private final @Nullable TableFormat format;
        private final long answered;
        private final AnswerBatch batch = new AnswerBatch(this::write);
        private BatchResults results;
        private double share;

        Work(BatchReport report, PrintWriter out, @Nullable TableFormat format, long answered) {
            this.report = report;
            this.out = out;
            this.format = format;
            this.answered = answered;
            this.results = BatchResults.of(TableFormat.JSONL, out, COLUMNS, true);
        }

        @Override
        public void begin(TableFormat own) {
            results = BatchResults.of(format == null ? own : format, out, COLUMNS, answered == 0);
        }

        @Override
        public void row(BatchFile.Row row, double read) {
            share = read;
            if (row.line() > answered) {
                batch.ask(row.line(), () -> answer(row));
            }
        }

        private Recommendation answer(BatchFile.Row row) {
            if (row instanceof BatchFile.JsonRow json) {
                return service.advise(json.json(), cameFrom, requester);
            }
            if (row instanceof BatchFile.CellRow cells) {
                return service.adviseForm(cells.cells(), cameFrom, requester);
            }
            throw new QuestionFaultsException(((BatchFile.BrokenRow) row).faults(), true);
        }

        private void write(AnswerBatch.Result result) {
            if (result.recommendation() == null) {
                report.faulty(result.line(), result.faults(), share);
            } else {
                results.write(result);
                flush();
                report.done(share);
            }
        }

        private void flush() {
            try {
                results.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void end() {
            batch.finish();
        }

        @Override
        public void close() {
            batch.close();
        }
    }
}

package tunewise.cli.ask;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.RecordComponent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.EstimateAnswer;
import tunewise.advice.Estimates;
import tunewise.cli.terminal.Progress;
import tunewise.cli.terminal.TableFormat;
import tunewise.question.EstimateReader;
import tunewise.question.EstimateRequest;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;

/** Estimates every configuration of a file as it is read; it reports a faulty line by its number and skips it. */
final class EstimateBatch {
    /** The request as it was understood and the figures, without formulas. */
    private static final Map<String, String> COLUMNS = columns();

    private final Estimates estimates;
    private final PrintWriter out;
    private final Progress progress;

    EstimateBatch(Estimates estimates, PrintWriter out, Progress progress) {
        this.estimates = estimates;
        this.out = out;
        this.progress = progress;
    }

    /** Whether no line was faulty; format is that of the results, the file's own where none is given. */
    boolean run(String file, @Nullable TableFormat format) {
        BatchFile batch = new BatchFile(file, EstimateReader::faultsOfNames, "model,method,microBatch,gpu");
        BatchReport report = new BatchReport(batch.name(), progress);
        try {
            batch.read(new Work(report, format));
        } finally {
            out.flush();
            progress.erase();
        }
        return report.allDone("configurations");
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("line", "/line");
        components(EstimateRequest.class).forEach(name -> columns.put(name, "/request/" + name));
        columns.put("model", "/model/id");
        columns.put("parameters", "/model/parameters");
        components(EstimateAnswer.Memory.class).forEach(name -> columns.put(name, "/memory/" + name));
        range(columns, "allocated", "Gib");
        range(columns, "reserved", "Gib");
        columns.put("fits", "/fits");
        range(columns, "tokensPerSecondPerGpu", "");
        range(columns, "tokensPerSecond", "");
        columns.put("peak", "/peak");
        return Collections.unmodifiableMap(columns);
    }

    private static void range(Map<String, String> columns, String name, String unit) {
        columns.put(name + "Low" + unit, "/" + name + unit + "/low");
        columns.put(name + unit, "/" + name + unit + "/central");
        columns.put(name + "High" + unit, "/" + name + unit + "/high");
    }

    private static Stream<String> components(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents()).map(RecordComponent::getName);
    }

    /** JSON as the API gives it, with the line of its request. */
    private record Numbered(long line, @JsonUnwrapped EstimateAnswer answer) {}

    private final class Work implements BatchFile.Worker {
        private final BatchReport report;
        private final @Nullable TableFormat format;
        private BatchResults results = BatchResults.of(TableFormat.JSONL, out, COLUMNS, true);

        Work(BatchReport report, @Nullable TableFormat format) {
            this.report = report;
            this.format = format;
        }

        @Override
        public void begin(TableFormat own) {
            results = BatchResults.of(format == null ? own : format, out, COLUMNS, true);
        }

        @Override
        public void row(BatchFile.Row row, double share) {
            List<FieldFault> faults;
            try {
                results.write(new Numbered(row.line(), answer(row)));
                report.done(share);
                return;
            } catch (QuestionFaultsException e) {
                faults = e.faults();
            }
            report.faulty(row.line(), faults, share);
        }

        private EstimateAnswer answer(BatchFile.Row row) {
            if (row instanceof BatchFile.JsonRow json) {
                return estimates.answer(json.json());
            }
            if (row instanceof BatchFile.CellRow cells) {
                return estimates.answerForm(cells.cells());
            }
            throw new QuestionFaultsException(((BatchFile.BrokenRow) row).faults(), true);
        }

        @Override
        public void end() throws IOException {
            results.flush();
        }
    }
}

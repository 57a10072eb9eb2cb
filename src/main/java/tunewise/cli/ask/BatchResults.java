package tunewise.cli.ask;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.cli.terminal.TableFormat;

/** Writes the results of a batch one after the other, each with the line of its question. */
abstract class BatchResults {

    /**
     * Results as JSON on a line each, or as rows.
     *
     * @param columns of rows, each with the place (RFC 6901) that its figure has in the JSON
     * @param header whether rows begin with the names of their columns
     */
    static BatchResults of(TableFormat format, PrintWriter out, Map<String, String> columns, boolean header) {
        return switch (format) {
            case CSV -> new Rows(out, columns, header);
            case JSONL -> new Lines(out);
        };
    }

    abstract void write(Object result);

    abstract void flush() throws IOException;

    private static final class Lines extends BatchResults {
        private final PrintWriter out;

        Lines(PrintWriter out) {
            this.out = out;
        }

        @Override
        void write(Object result) {
            out.print(AnswerJson.MAPPER.writeValueAsString(result) + "\n");
        }

        @Override
        void flush() {
            out.flush();
        }
    }

    private static final class Rows extends BatchResults {
        private final CsvWriter csv;
        private final Map<String, String> columns;

        Rows(PrintWriter out, Map<String, String> columns, boolean header) {
            this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
            this.columns = columns;
            if (header) {
                csv.writeRecord(columns.keySet());
            }
        }

        @Override
        void write(Object result) {
            JsonNode json = AnswerJson.MAPPER.valueToTree(result);
            csv.writeRecord(columns.values().stream()
                    .map(place -> json.at(place).asString(""))
                    .toList());
        }

        @Override
        void flush() throws IOException {
            csv.flush();
        }
    }
}

package tunewise.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.advice.EstimateAnswer;
import tunewise.question.EstimateRequest;

/** Writes estimates one after the other, each with the line of its request. */
abstract class EstimateResults {

    static EstimateResults of(TableFormat format, PrintWriter out) {
        return switch (format) {
            case CSV -> new Rows(out);
            case JSONL -> new Lines(out);
        };
    }

    abstract void write(long line, EstimateAnswer answer);

    abstract void flush() throws IOException;

    /** JSON as the API gives it, on one line. */
    private static final class Lines extends EstimateResults {
        private final PrintWriter out;

        Lines(PrintWriter out) {
            this.out = out;
        }

        @Override
        void write(long line, EstimateAnswer answer) {
            out.print(AnswerJson.MAPPER.writeValueAsString(new Numbered(line, answer)) + "\n");
        }

        @Override
        void flush() {
            out.flush();
        }
    }

    private record Numbered(long line, @JsonUnwrapped EstimateAnswer answer) {}

    /** Rows of the request as it was understood and of the figures, without formulas. */
    private static final class Rows extends EstimateResults {
        private static final Map<String, String> PLACES = places();

        private final CsvWriter csv;

        Rows(PrintWriter out) {
            csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
            csv.writeRecord(
                    Stream.concat(Stream.of("line"), PLACES.keySet().stream()).toList());
        }

        @Override
        void write(long line, EstimateAnswer answer) {
            JsonNode json = AnswerJson.MAPPER.valueToTree(answer);
            csv.writeRecord(Stream.concat(
                            Stream.of(Long.toString(line)),
                            PLACES.values().stream().map(place -> json.at(place).asString("")))
                    .toList());
        }

        @Override
        void flush() throws IOException {
            csv.flush();
        }

        /** Where in the answer the figure of each column stands. */
        private static Map<String, String> places() {
            Map<String, String> places = new LinkedHashMap<>();
            components(EstimateRequest.class).forEach(name -> places.put(name, "/request/" + name));
            places.put("model", "/model/id");
            places.put("parameters", "/model/parameters");
            components(EstimateAnswer.Memory.class).forEach(name -> places.put(name, "/memory/" + name));
            range(places, "allocated", "Gib");
            range(places, "reserved", "Gib");
            places.put("fits", "/fits");
            range(places, "tokensPerSecondPerGpu", "");
            range(places, "tokensPerSecond", "");
            places.put("peak", "/peak");
            return places;
        }

        private static void range(Map<String, String> places, String name, String unit) {
            places.put(name + "Low" + unit, "/" + name + unit + "/low");
            places.put(name + unit, "/" + name + unit + "/central");
            places.put(name + "High" + unit, "/" + name + unit + "/high");
        }

        private static Stream<String> components(Class<? extends Record> type) {
            return Stream.of(type.getRecordComponents()).map(RecordComponent::getName);
        }
    }
}

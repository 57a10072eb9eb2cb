package tunewise.ledger;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.ExportLine;
import tunewise.ledger.entry.RecommendationSummary;

/** Writes entries out as they are read, however many there are. */
final class Export {
    private static final List<String> COLUMNS = List.of(
            "seq",
            "id",
            "created_at",
            "outcome",
            "knowledge",
            "model",
            "method",
            "rank",
            "gpu",
            "gpu_count",
            "provider",
            "cost_usd",
            "hours",
            "guide",
            "review",
            "release",
            "came_from",
            "requester",
            "body_hash",
            "previous_hash",
            "hash");

    private Export() {}

    static void line(Entry entry, Writer out) {
        try {
            out.write(ExportLine.of(entry));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CsvWriter csv(Writer out) {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(COLUMNS);
        return csv;
    }

    static void row(RecommendationSummary summary, Entry entry, CsvWriter csv) {
        Optional<RecommendationSummary.Choice> setup = Optional.ofNullable(summary.setup());
        csv.writeRecord(List.of(
                Long.toString(entry.seq()),
                entry.id(),
                entry.createdAt().toString(),
                summary.outcome().id(),
                summary.knowledge().id(),
                guarded(summary.model()),
                setup.map(each -> each.method().id()).orElse(""),
                setup.map(each -> Integer.toString(each.rank())).orElse(""),
                setup.map(RecommendationSummary.Choice::gpu).orElse(""),
                setup.map(each -> Integer.toString(each.gpuCount())).orElse(""),
                setup.map(RecommendationSummary.Choice::provider).orElse(""),
                setup.map(each -> Double.toString(each.costUsd())).orElse(""),
                setup.map(each -> Double.toString(each.hours())).orElse(""),
                summary.guide(),
                summary.review(),
                entry.release(),
                entry.cameFrom(),
                guarded(Optional.ofNullable(summary.requester()).orElse("")),
                entry.bodyHash(),
                entry.previousHash(),
                entry.hash()));
    }

    /** Spreadsheets take a text that begins so for a formula. */
    private static String guarded(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}

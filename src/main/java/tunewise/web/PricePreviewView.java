package tunewise.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tunewise.prices.Change;
import tunewise.prices.LeftOut;
import tunewise.prices.PricePreview;
import tunewise.question.Figures;

/** What a price list changes, before anybody keeps it. */
record PricePreviewView(String id, PricePreview preview, @Nullable String refused) {
    private static final int MOST_ROWS = 100;

    String lead() {
        return preview.list().form().title() + ", " + preview.list().name() + ": "
                + Figures.grouped(preview.list().rows()) + " rows, "
                + Figures.grouped(preview.list().listings().size()) + " prices, as of "
                + Words.day(preview.wishes().day()) + ". Of several listings of one offer the cheapest counts.";
    }

    boolean changesNothing() {
        return preview.changes().stream().allMatch(change -> change.kind() == Change.Kind.GONE);
    }

    /** Kinds of change that there are, with their offers. */
    List<Map.Entry<Change.Kind, List<Change>>> kinds() {
        return preview.byKind().entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .toList();
    }

    static String hint(Change.Kind kind) {
        return switch (kind) {
            case NEW -> "";
            case DEARER, CHEAPER -> "The price so far ends on the day before, and the new one begins.";
            case GONE -> "The catalog has them, the list does not.";
            case UNCHANGED -> "They are marked as looked at.";
        };
    }

    List<Map.Entry<LeftOut.Why, List<LeftOut>>> reasons() {
        return List.copyOf(preview.byReason().entrySet());
    }

    static List<LeftOut> first(List<LeftOut> rows) {
        return rows.subList(0, Math.min(rows.size(), MOST_ROWS));
    }

    static int more(List<LeftOut> rows) {
        return Math.max(0, rows.size() - MOST_ROWS);
    }
}

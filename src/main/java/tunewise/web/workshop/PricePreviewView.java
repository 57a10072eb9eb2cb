package tunewise.web.workshop;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tunewise.text.Figures;
import tunewise.wording.DisplayText;
import tunewise.workshop.prices.LeftOut;
import tunewise.workshop.prices.PriceChange;
import tunewise.workshop.prices.PricePreview;

/** What a price list changes, before anybody keeps it. */
record PricePreviewView(String id, PricePreview preview, @Nullable String refused) {
    private static final int MOST_ROWS = 100;

    String lead() {
        return preview.list().form().title() + ", " + preview.list().name() + ": "
                + Figures.grouped(preview.list().rows()) + " rows, "
                + Figures.grouped(preview.list().listings().size()) + " prices, as of "
                + DisplayText.day(preview.wishes().day()) + ". Of several listings of one offer the cheapest counts.";
    }

    boolean changesNothing() {
        return preview.changes().stream().allMatch(change -> change.kind() == PriceChange.Kind.GONE);
    }

    /** Kinds of change that there are, with their offers. */
    List<Map.Entry<PriceChange.Kind, List<PriceChange>>> kinds() {
        return preview.byKind().entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .toList();
    }

    static String hint(PriceChange.Kind kind) {
        return switch (kind) {
            case NEW -> "";
            case DEARER, CHEAPER -> "The old price ends the day before, and the new one begins.";
            case GONE -> "The catalog has these, the list does not.";
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

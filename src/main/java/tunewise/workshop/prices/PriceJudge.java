package tunewise.workshop.prices;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tunewise.catalog.Catalog;
import tunewise.catalog.PolicyValue;
import tunewise.text.Figures;
import tunewise.workshop.prices.LeftOut.Why;
import tunewise.workshop.prices.PriceChange.Kind;

/** Judges by the policy what becomes of a list that nobody looks at before it is taken over. */
final class PriceJudge {
    private final double largestMove;
    private final double leastKept;

    PriceJudge(Catalog catalog) {
        largestMove = catalog.policy(PolicyValue.UPDATE_LARGEST_MOVE_SHARE);
        leastKept = catalog.policy(PolicyValue.UPDATE_LEAST_KEPT_SHARE);
    }

    /** Why a list is not taken at all; empty when it is sound. */
    Optional<String> fault(PricePreview preview) {
        List<LeftOut> faulty = preview.leftOut().stream()
                .filter(row -> row.why() == Why.FAULTY)
                .toList();
        if (!faulty.isEmpty()) {
            return Optional.of(faulty.size() + (faulty.size() == 1 ? " row is" : " rows are") + " faulty; "
                    + faulty.get(0).place() + ": " + faulty.get(0).message());
        }
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        preview.changes().forEach(change -> counts.merge(change.kind(), 1, Integer::sum));
        int gone = counts.getOrDefault(Kind.GONE, 0);
        int known = gone
                + counts.getOrDefault(Kind.UNCHANGED, 0)
                + counts.getOrDefault(Kind.DEARER, 0)
                + counts.getOrDefault(Kind.CHEAPER, 0);
        int there = preview.changes().size() - gone;
        if (there == 0 && newProviders(preview) == 0) {
            return Optional.of("it has no price of a GPU that the catalog knows.");
        }
        if (known > 0 && known - gone < leastKept * known) {
            return Optional.of("it has only " + (known - gone) + " of the " + known + " offers that were known.");
        }
        return preview.changes().stream()
                .filter(change -> change.caution().isPresent() && change.before() != null && change.after() != null)
                .findFirst()
                .map(change -> change.providerName() + "'s " + change.gpuName() + ", " + change.price() + ": "
                        + change.caution().orElseThrow() + ".");
    }

    /** Why a sound list waits for an analyst; empty when it may publish itself. */
    Optional<String> waits(PricePreview preview) {
        int strangers = newProviders(preview);
        if (strangers > 0) {
            return Optional.of(strangers + (strangers == 1 ? " row is" : " rows are")
                    + " of providers that the catalog does not have.");
        }
        return preview.changes().stream()
                .filter(change -> move(change) > largestMove)
                .findFirst()
                .map(change -> change.providerName() + "'s " + change.gpuName() + " moved by more than "
                        + Figures.plain(100 * largestMove, 0) + " %: " + change.price() + ".");
    }

    private static int newProviders(PricePreview preview) {
        return (int) preview.leftOut().stream()
                .filter(row -> row.why() == Why.UNKNOWN_PROVIDER)
                .count();
    }

    private static double move(PriceChange change) {
        Double was = change.usdBefore();
        Double is = change.usdAfter();
        return was == null || is == null ? 0 : Math.abs(is / was - 1);
    }

    /** How a list that was taken over reads in a line. */
    static String summary(PricePreview preview) {
        return preview.list().listings().size() + " prices: "
                + preview.summary().toLowerCase(Locale.ROOT) + ".";
    }
}

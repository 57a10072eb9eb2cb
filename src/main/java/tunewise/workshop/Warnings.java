package tunewise.workshop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Catalog;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.Offer;
import tunewise.catalog.RetiredRule;
import tunewise.catalog.csv.CatalogReader;
import tunewise.rulebook.analysis.ThresholdAnalysis;

/** What is not wrong, but worth a look before it is published. */
final class Warnings {
    private static final String OFFERS = "rules/catalog/offers.csv";
    private static final String RETIRED = "rules/catalog/retired-rules.csv";
    private static final double MOST_RISE = 1.5;
    private static final double MOST_FALL = 0.5;

    private Warnings() {}

    /**
     * @param base the release that it stems from; null where nobody knows
     * @param loaded what became of its rules, as they were analysed
     */
    static List<Fault> of(Workspace piece, @Nullable Workspace base, LoadedRelease loaded, ThresholdAnalysis analysis) {
        List<Fault> warnings = ofFaulty(piece);
        warnings.addAll(analysis.remarks());
        prices(piece, loaded.catalog(), warnings);
        if (base != null) {
            repriced(piece, base, loaded.catalog(), warnings);
            gone(piece, base, warnings);
        }
        return warnings;
    }

    /** Likewise, where rules or catalogs are faulty. */
    static List<Fault> ofFaulty(Workspace piece) {
        List<Fault> warnings = new ArrayList<>();
        if (!piece.hasFixtures()) {
            warnings.add(Fault.at(
                    "fixtures",
                    0,
                    "the tests are missing: nothing says what the rules are to do.",
                    "Maybe --fixtures DIR names their folder."));
        }
        return warnings;
    }

    /** Recorded answers name rules by their ids, so the id of a rule that went is never to mean something else. */
    private static void gone(Workspace piece, Workspace base, List<Fault> warnings) {
        Set<String> retired = CatalogReader.retiredRules(piece.rules()).stream()
                .map(RetiredRule::rule)
                .collect(Collectors.toSet());
        Differences.between(base, piece).rules().stream()
                .filter(rule -> rule.after() == null && !retired.contains(rule.id()))
                .forEach(rule -> warnings.add(new Fault(
                        RETIRED,
                        0,
                        0,
                        rule.id(),
                        "'" + rule.name() + "' was published and is gone here, but has no row.",
                        "Maybe a row still has to say since when and why, so that no other rule takes its id.")));
    }

    /** A price that rose by more than half, or fell to less than half, mostly has its point in the wrong place. */
    private static void prices(Workspace piece, Catalog catalog, List<Fault> warnings) {
        List<String> lines =
                piece.rules().files().getOrDefault(OFFERS, "").lines().toList();
        for (Offer later : catalog.offers()) {
            catalog.offers().stream()
                    .filter(earlier -> earlier.provider().equals(later.provider())
                            && earlier.gpu().equals(later.gpu())
                            && earlier.commitment() == later.commitment()
                            && earlier.gpuCount() == later.gpuCount()
                            && earlier.terms().tier().equals(later.terms().tier())
                            && earlier.terms().region().equals(later.terms().region())
                            && earlier.terms().instance().equals(later.terms().instance())
                            && earlier.validFrom().isBefore(later.validFrom()))
                    .max(Comparator.comparing(Offer::validFrom))
                    .filter(earlier -> jumps(earlier, later))
                    .ifPresent(earlier -> warnings.add(jumped(lines, earlier, later)));
        }
    }

    /** Likewise where a published row was edited. */
    private static void repriced(Workspace piece, Workspace base, Catalog catalog, List<Fault> warnings) {
        List<String> lines =
                piece.rules().files().getOrDefault(OFFERS, "").lines().toList();
        Map<String, Offer> published = published(base);
        for (Offer offer : catalog.offers()) {
            Offer before = published.get(offer.id());
            if (before != null && before.commitment() == offer.commitment() && jumps(before, offer)) {
                warnings.add(jumped(lines, before, offer));
            }
        }
    }

    private static Map<String, Offer> published(Workspace base) {
        try {
            return CatalogReader.read(base.rules()).offers().stream()
                    .collect(Collectors.toMap(Offer::id, Function.identity()));
        } catch (FaultsException e) {
            // A release of an earlier program may not be readable any more.
            return Map.of();
        }
    }

    private static boolean jumps(Offer before, Offer after) {
        return usd(after) > MOST_RISE * usd(before) || usd(after) < MOST_FALL * usd(before);
    }

    private static Fault jumped(List<String> lines, Offer before, Offer after) {
        return Fault.at(
                OFFERS,
                line(lines, after.id()),
                "the price went from $" + usd(before) + " to $" + usd(after) + ".",
                "Maybe a digit slipped, or the unit is another one.");
    }

    private static double usd(Offer offer) {
        return Objects.requireNonNullElseGet(offer.usdPerHour(), () -> Objects.requireNonNull(offer.usdPerYear()));
    }

    private static int line(List<String> lines, String id) {
        int line = 0;
        while (line < lines.size() && !lines.get(line).startsWith(id + ",")) {
            line++;
        }
        return line < lines.size() ? line + 1 : 0;
    }
}

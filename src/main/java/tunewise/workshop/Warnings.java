package tunewise.workshop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Knowhow;
import tunewise.catalog.Catalog;
import tunewise.catalog.CatalogReader;
import tunewise.catalog.Fault;
import tunewise.catalog.Offer;
import tunewise.catalog.RetiredRule;
import tunewise.rulebook.Reasoning;

/** What is not wrong, but worth a look before it is published. */
final class Warnings {
    private static final String OFFERS = "rules/catalog/offers.csv";
    private static final String RETIRED = "rules/catalog/retired-rules.csv";
    private static final double MOST_RISE = 1.5;
    private static final double MOST_FALL = 0.5;

    private Warnings() {}

    /**
     * @param base the release that it stems from; null where nobody knows
     * @param knowhow null where rules or catalogs are faulty
     */
    static List<Fault> of(Workpiece piece, @Nullable Workpiece base, @Nullable Knowhow knowhow) {
        List<Fault> warnings = new ArrayList<>();
        if (!piece.hasFixtures()) {
            warnings.add(Fault.at(
                    "fixtures",
                    0,
                    "the tests are missing: nothing says what the rules are to do.",
                    "Maybe --fixtures DIR names their folder."));
        }
        if (knowhow != null) {
            warnings.addAll(Reasoning.about(piece.rules(), knowhow.catalog()));
            prices(piece, knowhow.catalog(), warnings);
            if (base != null) {
                gone(piece, base, warnings);
            }
        }
        return warnings;
    }

    /** Recorded answers name rules by their ids, so the id of a rule that went is never to mean something else. */
    private static void gone(Workpiece piece, Workpiece base, List<Fault> warnings) {
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
    private static void prices(Workpiece piece, Catalog catalog, List<Fault> warnings) {
        List<String> lines =
                piece.rules().files().getOrDefault(OFFERS, "").lines().toList();
        for (Offer later : catalog.offers()) {
            catalog.offers().stream()
                    .filter(earlier -> earlier.provider().equals(later.provider())
                            && earlier.gpu().equals(later.gpu())
                            && earlier.commitment() == later.commitment()
                            && earlier.gpuCount() == later.gpuCount()
                            && earlier.validFrom().isBefore(later.validFrom()))
                    .max(Comparator.comparing(Offer::validFrom))
                    .filter(earlier -> usd(later) > MOST_RISE * usd(earlier) || usd(later) < MOST_FALL * usd(earlier))
                    .ifPresent(earlier -> warnings.add(Fault.at(
                            OFFERS,
                            line(lines, later.id()),
                            "the price went from $" + usd(earlier) + " to $" + usd(later) + ".",
                            "Maybe a digit slipped, or the unit is another one.")));
        }
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

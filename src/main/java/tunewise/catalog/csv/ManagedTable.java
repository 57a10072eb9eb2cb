package tunewise.catalog.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.ManagedOffer;
import tunewise.training.Method;
import tunewise.training.Objective;

/** Reads who trains for others at a price a token. */
final class ManagedTable {
    private static final List<String> ANSWERS = List.of("yes", "no", "unknown");
    private static final double LARGEST_B = 100_000;

    private final Tables tables;

    ManagedTable(Tables tables) {
        this.tables = tables;
    }

    List<ManagedOffer> offers() {
        List<ManagedOffer> earlier = new ArrayList<>();
        return tables.get(CatalogFile.MANAGED).map(row -> {
            double least = row.number("usd_per_million_tokens", 0.001, 10_000);
            Double most = row.optionalNumber("usd_per_million_most", 0.001, 10_000);
            ManagedOffer offer = new ManagedOffer(
                    row.id("id"),
                    row.reference("provider", tables.get(CatalogFile.PROVIDERS)),
                    row.optionalReference("model", tables.get(CatalogFile.MODELS)),
                    row.optionalNumber("from_b", 0, LARGEST_B),
                    row.optionalNumber("to_b", 0.01, LARGEST_B),
                    row.choices("methods", Method.class),
                    row.choices("objectives", Objective.class),
                    least,
                    most == null ? least : most,
                    row.optionalNumber("usd_per_million_sampled", 0.001, 10_000),
                    row.optionalNumber("minimum_usd", 0, 100_000),
                    row.oneOf("take_home", ANSWERS),
                    row.optionalNumber("serving_usd_per_hour", 0.001, 10_000),
                    row.text("page"),
                    row.date("valid_from"),
                    row.optionalDate("valid_to"),
                    row.sources(tables.get(CatalogFile.SOURCES)),
                    row.date("looked"),
                    row.note("note"));
            row.text("objectives");
            if (row.sound()) {
                check(row, offer);
                checkDays(row, offer, earlier);
                earlier.add(offer);
            }
            return offer;
        });
    }

    private static void check(Row row, ManagedOffer offer) {
        boolean sized = offer.fromB() != null && offer.toB() != null;
        if ((offer.model() != null) == sized || (offer.fromB() == null) != (offer.toB() == null)) {
            row.fault(
                    "an offer is for one model, or for the sizes above from_b up to to_b.",
                    "Maybe fill in model, or both from_b and to_b.");
        } else if (sized && above(offer.fromB(), offer.toB())) {
            row.fault(
                    "from_b " + row.note("from_b") + " is not below to_b " + row.note("to_b") + ".",
                    "Maybe the two were swapped.");
        }
        if (offer.usdPerMillionMost() < offer.usdPerMillion()) {
            row.fault(
                    "usd_per_million_most " + row.note("usd_per_million_most") + " is below usd_per_million_tokens "
                            + row.note("usd_per_million_tokens") + ".",
                    "Maybe the two were swapped.");
        }
        if (offer.methods().contains(Method.QLORA)) {
            row.fault("methods has qlora, but no service sells it apart from lora.", "Maybe you mean lora.");
        }
        if (offer.objectives().contains(Objective.GRPO) && offer.usdPerMillionSampled() == null) {
            row.fault(
                    "objectives has grpo, which generates answers, but usd_per_million_sampled is blank.",
                    "Maybe the price page names it output or sample.");
        }
        if (!offer.page().matches("https://\\S+")) {
            row.fault("page '" + offer.page() + "' is not an address.", "Maybe https:// is missing before it.");
        }
    }

    private static boolean above(@Nullable Double from, @Nullable Double to) {
        return Objects.requireNonNull(from) >= Objects.requireNonNull(to);
    }

    private static void checkDays(Row row, ManagedOffer offer, List<ManagedOffer> earlier) {
        if (offer.validTo() != null && offer.validTo().isBefore(offer.validFrom())) {
            row.fault(
                    "valid_to " + offer.validTo() + " is before valid_from " + offer.validFrom() + ".",
                    "Maybe the two dates were swapped.");
            return;
        }
        for (ManagedOffer other : earlier) {
            if (sameThing(offer, other) && (offer.validOn(other.validFrom()) || other.validOn(offer.validFrom()))) {
                row.fault(
                        "the offer has days in common with '" + other.id() + "' holds too.",
                        "Maybe '" + (offer.validFrom().isBefore(other.validFrom()) ? offer.id() : other.id())
                                + "' needs a valid_to on the day before the newer price begins.");
            }
        }
    }

    private static boolean sameThing(ManagedOffer a, ManagedOffer b) {
        return a.provider().equals(b.provider())
                && Objects.equals(a.model(), b.model())
                && Objects.equals(a.fromB(), b.fromB())
                && a.methods().stream().anyMatch(b.methods()::contains)
                && a.objectives().stream().anyMatch(b.objectives()::contains);
    }
}

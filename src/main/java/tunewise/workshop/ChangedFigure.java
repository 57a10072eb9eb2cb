package tunewise.workshop;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Figures of catalogs that a person changes in a form: a price gets a successor, a threshold another value. */
public final class ChangedFigure {
    public static final String OFFERS = "rules/catalog/offers.csv";
    public static final String POLICY = "rules/catalog/policy.csv";

    private static final String HOUSE = "house";
    private static final int MOST_NAMED = 6;

    private final CatalogTable table;
    private final LocalDate today;

    private ChangedFigure(String text, LocalDate today) {
        this.table = CatalogTable.read(text)
                .orElseThrow(() -> new RefusedException(
                        "the catalog is no table that a form can change. Maybe its faults have to be fixed first."));
        this.today = today;
    }

    /**
     * Which offer of a catalog is meant.
     *
     * @param commitment on-demand, spot or reserved
     * @param tier how it is rented out; empty where there is only one way
     */
    public record OfferName(String provider, String gpu, String commitment, String tier) {}

    /**
     * The offers with another price from today on. The old price ends yesterday, so that earlier answers stay explained.
     *
     * @param reason why, or who says so; it stands in the note
     * @throws RefusedException when no offer or several are meant, or the figure is none
     */
    public static String price(String offers, OfferName name, String price, String reason, LocalDate today) {
        return new ChangedFigure(offers, today).price(name, figure(price), reason);
    }

    /**
     * The policy values with another one.
     *
     * @throws RefusedException when there is no such value, or the figure is none
     */
    public static String policy(String policy, String id, String value, LocalDate today) {
        return new ChangedFigure(policy, today).policy(id, figure(value));
    }

    private String price(OfferName name, BigDecimal price, String reason) {
        List<Integer> found = rows(row -> cell(row, "provider").equals(name.provider())
                && cell(row, "gpu").equals(name.gpu())
                && cell(row, "commitment").equals(name.commitment())
                && (name.tier().isEmpty() || cell(row, "tier").equals(name.tier()))
                && holdsToday(row));
        if (found.isEmpty()) {
            throw new RefusedException("there is no such offer today: " + name.gpu() + " at " + name.provider() + ", "
                    + name.commitment() + (name.tier().isEmpty() ? "" : ", " + name.tier())
                    + ". Maybe another way of renting, or a new row in " + OFFERS + ".");
        }
        if (found.size() > 1) {
            throw new RefusedException("several offers are meant: "
                    + found.stream()
                            .limit(MOST_NAMED)
                            .map(row -> cell(row, "id") + " ($" + cell(row, "usd_per_hour") + ")")
                            .collect(Collectors.joining(", "))
                    + ". Maybe choose the tier, or change the row in the table.");
        }
        int row = found.get(0);
        String column = cell(row, "usd_per_year").isEmpty() ? "usd_per_hour" : "usd_per_year";
        Map<String, String> next = new LinkedHashMap<>(Map.of(
                column,
                price.toPlainString(),
                "valid_from",
                today.toString(),
                "valid_to",
                "",
                "source",
                HOUSE,
                "looked",
                today.toString(),
                "note",
                reason.strip()));
        if (cell(row, "valid_from").equals(today.toString())) {
            // It began today, so nothing was answered by it for long: the row itself is put right.
            return table.with(Map.of(row, changed(row, next)), List.of());
        }
        next.put("id", cell(row, "id").replaceFirst("-\\d{4}-\\d{2}-\\d{2}$", "") + "-" + today);
        return table.with(
                Map.of(row, changed(row, Map.of("valid_to", today.minusDays(1).toString()))),
                List.of(changed(row, next)));
    }

    private String policy(String id, BigDecimal value) {
        int row = rows(each -> cell(each, "id").equals(id)).stream()
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "there is no policy value '" + id + "'. Maybe it was renamed since this page was opened."));
        Map<String, String> next = Map.of("value", value.toPlainString(), "source", HOUSE, "looked", today.toString());
        return table.with(Map.of(row, changed(row, next)), List.of());
    }

    private boolean holdsToday(int row) {
        String until = cell(row, "valid_to");
        return cell(row, "valid_from").compareTo(today.toString()) <= 0
                && (until.isEmpty() || until.compareTo(today.toString()) >= 0);
    }

    private List<Integer> rows(Predicate<Integer> which) {
        return IntStream.range(0, table.rows().size()).boxed().filter(which).toList();
    }

    private String cell(int row, String column) {
        return table.rows().get(row).cells().get(table.columns().indexOf(column));
    }

    private List<String> changed(int row, Map<String, String> cells) {
        List<String> changed = new ArrayList<>(table.rows().get(row).cells());
        cells.forEach((column, text) -> changed.set(table.columns().indexOf(column), text));
        return changed;
    }

    /** A figure as people write it, with or without a dollar sign. */
    private static BigDecimal figure(String text) {
        String plain = text.strip().replaceAll("^\\$ ?|(?<=\\d),(?=\\d{3}\\b)", "");
        if (!plain.matches("\\d{1,12}(\\.\\d{1,6})?")) {
            throw new RefusedException(
                    "'" + text.strip() + "' is not a figure. Maybe digits with a decimal point, as 0.39.");
        }
        return new BigDecimal(plain).stripTrailingZeros();
    }
}

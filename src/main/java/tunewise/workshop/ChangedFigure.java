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
import java.util.stream.Stream;

/** Figures of catalogs that a person changes in a form: a price gets a successor, a threshold another value. */
public final class ChangedFigure {
    public static final String OFFERS = "rules/catalog/offers.csv";
    public static final String POLICY = "rules/catalog/policy.csv";

    private static final String HOUSE = "house";

    private final CatalogTable table;
    private final LocalDate today;

    private ChangedFigure(String text, LocalDate today) {
        this.table = CatalogTable.read(text)
                .orElseThrow(
                        () -> new RefusedException("no form can change this catalog. Maybe fix its faults first."));
        this.today = today;
    }

    /**
     * An offer of today whose price a form can change.
     *
     * @param gpuCount of its machine, whose price it is
     * @param commitment on-demand, spot or reserved
     * @param tier id; empty where none is named
     * @param place region and machine as the provider names them; may be empty
     * @param yearly whether the price is that of a year and not of an hour
     */
    public record OfferLine(
            String id,
            String gpuCount,
            String commitment,
            String tier,
            String place,
            String usd,
            boolean yearly,
            String looked) {}

    /** What a provider asks for a GPU today, each machine and way of renting by itself. */
    public static List<OfferLine> offers(String offers, String provider, String gpu, LocalDate today) {
        ChangedFigure figures = new ChangedFigure(offers, today);
        return figures
                .rows(row -> figures.cell(row, "provider").equals(provider)
                        && figures.cell(row, "gpu").equals(gpu)
                        && figures.holdsToday(row))
                .stream()
                .map(figures::line)
                .toList();
    }

    /**
     * The offers with another price of one from today on. The old price ends yesterday, so that earlier answers stay
     * explained.
     *
     * @param offer id of the row that holds today
     * @param reason why, or who says so; it stands in the note
     * @throws RefusedException when there is no such offer today, or the figure is none
     */
    public static String price(String offers, String offer, String price, String reason, LocalDate today) {
        return new ChangedFigure(offers, today).price(offer, figure(price), reason);
    }

    /**
     * The policy values with another one.
     *
     * @throws RefusedException when there is no such value, or the figure is none
     */
    public static String policy(String policy, String id, String value, LocalDate today) {
        return new ChangedFigure(policy, today).policy(id, figure(value));
    }

    private String price(String offer, BigDecimal price, String reason) {
        int row = rows(each -> cell(each, "id").equals(offer) && holdsToday(each)).stream()
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        offer.isBlank()
                                ? "no offer was chosen. Maybe pick a provider and a GPU first, then one of "
                                        + "their offers."
                                : "there is no offer '" + offer
                                        + "' today. Maybe somebody changed it since this page was opened."));
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

    private OfferLine line(int row) {
        boolean yearly = !cell(row, "usd_per_year").isEmpty();
        return new OfferLine(
                cell(row, "id"),
                cell(row, "gpu_count"),
                cell(row, "commitment"),
                cell(row, "tier"),
                Stream.of(cell(row, "region"), cell(row, "instance"))
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", ")),
                cell(row, yearly ? "usd_per_year" : "usd_per_hour"),
                yearly,
                cell(row, "looked"));
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
        int at = table.columns().indexOf(column);
        return at < 0 ? "" : table.rows().get(row).cells().get(at);
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
                    "'" + text.strip() + "' is not a number. Maybe digits with a decimal point, as in 0.39.");
        }
        return new BigDecimal(plain).stripTrailingZeros();
    }
}

package tunewise.web.workshop;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tunewise.wording.DisplayText;
import tunewise.workshop.Differences.Cell;
import tunewise.workshop.Differences.Kind;
import tunewise.workshop.Differences.RowChange;

/** A changed row of a price list in words, for people who do not read tables. */
final class ChangedRow {
    private static final String OFFERS = "rules/catalog/offers.csv";

    private ChangedRow() {}

    /** As in "rtx-4090 at runpod, community, on-demand: $0.30 an hour from 1 December 2026"; empty for other rows. */
    static Optional<String> says(RowChange row) {
        if (!row.file().equals(OFFERS)) {
            return Optional.empty();
        }
        Map<String, String> now = row.cells().stream()
                .filter(cell -> !text(cell.after()).isEmpty())
                .collect(Collectors.toMap(Cell::column, cell -> text(cell.after())));
        return row.kind() == Kind.ADDED ? added(now) : row.kind() == Kind.CHANGED ? ended(now) : Optional.empty();
    }

    private static Optional<String> added(Map<String, String> now) {
        Optional<String> price = price(now);
        Optional<String> from = day(now.get("valid_from"));
        if (price.isEmpty() || from.isEmpty() || !now.containsKey("gpu") || !now.containsKey("provider")) {
            return Optional.empty();
        }
        String kind = now.getOrDefault("tier", "") + ", " + now.getOrDefault("commitment", "");
        return Optional.of("New price of %s at %s, %s: %s from %s"
                .formatted(now.get("gpu"), now.get("provider"), kind, price.get(), from.get()));
    }

    private static Optional<String> ended(Map<String, String> now) {
        return now.size() == 1 ? day(now.get("valid_to")).map(day -> "The old price ends on " + day) : Optional.empty();
    }

    private static Optional<String> price(Map<String, String> now) {
        return dollars(now.get("usd_per_hour")).map(hour -> hour + " an hour").or(() -> dollars(now.get("usd_per_year"))
                .map(year -> year + " a year"));
    }

    private static Optional<String> dollars(@Nullable String figure) {
        try {
            return Optional.ofNullable(figure).map(BigDecimal::new).map(usd -> DisplayText.dollars(usd.doubleValue()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> day(@Nullable String day) {
        try {
            return Optional.ofNullable(day).map(LocalDate::parse).map(DisplayText::day);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String text(@Nullable String cell) {
        return cell == null ? "" : cell;
    }
}

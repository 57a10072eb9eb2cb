package tunewise.workshop.prices;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.question.Commitment;
import tunewise.text.SpellingSuggestion;
import tunewise.workshop.prices.CsvRows.Row;

/**
 * A CSV that anybody can write: provider, gpu, and a price of the machine (usd_per_hour) or of one GPU
 * (usd_per_gpu_hour), or of a reserved year of the machine (usd_per_year); gpu_count, memory_gb, region, commitment, instance, observed_on and currency where they matter.
 */
final class PlainReader implements ListReader {
    private static final List<String> BY_MACHINE = List.of("price_usd_per_hour", "usd_per_hour");
    private static final List<String> BY_GPU = List.of("price_usd_per_gpu_hour", "usd_per_gpu_hour");
    private static final List<String> GPU = List.of("canonical_gpu", "gpu");
    private static final List<String> MEMORY = List.of("gpu_memory_gib", "memory_gb");
    private static final List<String> SEEN = List.of("looked", "observed_on");

    private static final String BY_YEAR = "usd_per_year";

    static final double HOURS_A_YEAR = 8760;

    /** Two prices of one row may differ by rounding. */
    private static final double SAME = 0.01;

    static final List<String> PRICES =
            Stream.concat(BY_MACHINE.stream(), BY_GPU.stream()).toList();

    @Override
    public void read(Source source, ListContent found) throws IOException {
        new CsvRows(source, found).each(List.of("gpu"), row -> found.add(listing(row, source)));
    }

    private static ListedPrice listing(Row row, Source source) {
        if (row.has("currency") && !row.text("currency").equalsIgnoreCase("USD")) {
            throw RowRefused.faulty(
                    "currency '" + row.text("currency") + "' is not USD.", "Maybe convert the price first.");
        }
        String provider = row.has("provider") ? row.text("provider") : source.provider();
        if (provider == null) {
            throw RowRefused.faulty("provider is blank.", "Maybe --provider says whose prices these are.");
        }
        double count = row.has("gpu_count") ? row.number("gpu_count") : 1;
        Commitment commitment = row.has("commitment") ? commitment(row, "commitment") : Commitment.ON_DEMAND;
        return new ListedPrice(
                row.place(),
                provider,
                row.text("instance"),
                row.text(row.first(GPU)),
                count,
                row.has(row.first(MEMORY)) ? row.number(row.first(MEMORY)) : null,
                row.text("region"),
                commitment,
                commitment == Commitment.RESERVED ? row.number(BY_YEAR) / HOURS_A_YEAR : price(row, count),
                null,
                day(row, row.first(SEEN)));
    }

    private static double price(Row row, double count) {
        String byMachine = row.first(BY_MACHINE);
        String byGpu = row.first(BY_GPU);
        if (!row.has(byMachine)) {
            return row.number(byGpu) * count;
        }
        double machine = row.number(byMachine);
        if (row.has(byGpu) && Math.abs(row.number(byGpu) * count - machine) > SAME * machine) {
            throw RowRefused.faulty(
                    byMachine + " " + row.text(byMachine) + " and " + byGpu + " " + row.text(byGpu)
                            + " do not agree at " + Numbers.plain(count) + " GPUs.",
                    "Maybe one of the two has the other's unit.");
        }
        return machine;
    }

    static Commitment commitment(Row row, String column) {
        String word = row.text(column).toLowerCase(Locale.ROOT);
        List<String> words = Stream.of(Commitment.values())
                .filter(each -> each != Commitment.ANY)
                .map(Commitment::id)
                .toList();
        return Stream.of(Commitment.values())
                .filter(each -> each != Commitment.ANY && each.id().equals(word))
                .findFirst()
                .orElseThrow(() -> RowRefused.faulty(
                        column + " '" + row.text(column) + "' is not one of " + String.join(", ", words) + ".",
                        SpellingSuggestion.nearest(word, words)
                                .map(near -> "Maybe you mean '" + near + "'.")
                                .orElse("Maybe one of them says the same.")));
    }

    static @Nullable LocalDate day(Row row, String column) {
        if (!row.has(column)) {
            return null;
        }
        try {
            return LocalDate.parse(row.text(column));
        } catch (DateTimeException e) {
            throw RowRefused.faulty(
                    column + " '" + row.text(column) + "' is not a date.",
                    "Maybe you mean year-month-day, as in 2026-03-31.");
        }
    }
}

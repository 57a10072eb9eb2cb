package tunewise.workshop.prices;

import java.io.IOException;
import java.util.List;
import tunewise.question.Commitment;
import tunewise.workshop.prices.CsvRows.Row;
import tunewise.workshop.prices.LeftOut.Why;

/** Our own offers.csv, as somebody else's catalog or an older one of ours has it: dollars an hour of the whole unit. */
final class OffersReader implements ListReader {
    private static final List<String> REQUIRED = List.of(
            "provider",
            "gpu",
            "commitment",
            "gpu_count",
            "most_gpus",
            "usd_per_hour",
            "usd_per_year",
            "valid_from",
            "valid_to");

    @Override
    public void read(Source source, ListContent found) throws IOException {
        new CsvRows(source, found).each(REQUIRED, row -> {
            if (row.has("valid_to")) {
                throw new RowRefused(
                        Why.OVERTAKEN,
                        "the price of '" + row.text("id") + "' ended on " + row.text("valid_to") + ".",
                        "");
            }
            found.add(listing(row));
        });
    }

    private static ListedPrice listing(Row row) {
        Commitment commitment = PlainReader.commitment(row, "commitment");
        boolean byYear = commitment == Commitment.RESERVED;
        return new ListedPrice(
                row.place(),
                row.text("provider"),
                row.text("note"),
                row.text("gpu"),
                row.number("gpu_count"),
                null,
                "",
                commitment,
                byYear ? row.number("usd_per_year") / PlainReader.HOURS_A_YEAR : row.number("usd_per_hour"),
                (int) row.number("most_gpus"),
                PlainReader.day(row, "looked"));
    }
}

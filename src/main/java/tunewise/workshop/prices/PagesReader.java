package tunewise.workshop.prices;

import java.io.IOException;
import java.util.List;
import tunewise.catalog.ListedNames;
import tunewise.catalog.ListedNames.Per;
import tunewise.question.Commitment;
import tunewise.workshop.prices.CsvRows.Row;
import tunewise.workshop.prices.LeftOut.Why;

/** Price pages of providers as somebody copied them: what a figure is of differs by provider and not by column. */
final class PagesReader implements ListReader {
    private static final String PRICE = "price_per_hour_usd";
    private static final List<String> REQUIRED = List.of("provider", "product", "gpu_count", "vram_gb", PRICE);

    @Override
    public void read(Source source, ListContent found) throws IOException {
        new CsvRows(source, found).each(REQUIRED, row -> add(row, source.names(), found));
    }

    private static void add(Row row, ListedNames names, ListContent found) {
        String product = row.text("product");
        if (!row.has("vram_gb")) {
            throw new RowRefused(Why.NO_GPU, "'" + product + "' is not a GPU.", "");
        }
        if (!row.has(PRICE)) {
            throw new RowRefused(Why.NOT_OFFERED, "'" + product + "' has no price.", "");
        }
        Per per = ListedNameLookup.provider(names, row.text("provider"))
                .map(ListedNames.ProviderName::pagePrice)
                .orElseThrow(() -> RowRefused.faulty(
                        "we do not know whether the page of '" + row.text("provider")
                                + "' prices a GPU or a whole machine.",
                        "Maybe fill in page_price of listed-providers.csv."));
        if (per == Per.MACHINE && !row.has("gpu_count")) {
            throw RowRefused.faulty(
                    "the price of '" + product + "' is of a machine, but gpu_count is blank.",
                    "Maybe the page gives the number of GPUs elsewhere.");
        }
        double count = row.has("gpu_count") ? row.number("gpu_count") : 1;
        double price = row.number(PRICE);
        found.add(new ListedPrice(
                row.place(),
                row.text("provider"),
                product,
                product,
                count,
                row.number("vram_gb"),
                "",
                Commitment.ON_DEMAND,
                per == Per.GPU ? price * count : price,
                row.has("gpu_count") ? (int) count : null,
                null));
    }
}

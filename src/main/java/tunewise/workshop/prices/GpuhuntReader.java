package tunewise.workshop.prices;

import java.io.IOException;
import java.util.List;
import tunewise.question.Commitment;
import tunewise.workshop.prices.CsvRows.Row;
import tunewise.workshop.prices.LeftOut.Why;

/** The catalogue of gpuhunt, one file a provider: dollars an hour of the whole machine. */
final class GpuhuntReader implements ListReader {
    private static final List<String> REQUIRED =
            List.of("instance_name", "location", "price", "gpu_count", "gpu_name", "gpu_memory", "spot");

    @Override
    public void read(Source source, ListContent found) throws IOException {
        String provider = source.provider() == null ? "" : source.provider();
        new CsvRows(source, found).each(REQUIRED, row -> {
            if (!row.has("gpu_name")
                    || "0".equals(row.text("gpu_count"))
                    || row.text("gpu_vendor").equals("google")) {
                throw new RowRefused(Why.NO_GPU, row.text("instance_name") + " has no GPU.", "");
            }
            found.add(ListedPrice.of(
                    row.place(),
                    provider,
                    row.text("instance_name"),
                    row.text("gpu_name"),
                    row.number("gpu_count"),
                    row.has("gpu_memory") ? row.number("gpu_memory") : null,
                    row.text("location"),
                    commitment(row),
                    row.number("price")));
        });
    }

    private static Commitment commitment(Row row) {
        return switch (row.text("spot")) {
            case "True", "true" -> Commitment.SPOT;
            case "False", "false" -> Commitment.ON_DEMAND;
            default ->
                throw RowRefused.faulty(
                        "spot '" + row.text("spot") + "' is neither True nor False.", "Maybe the cells slipped.");
        };
    }
}

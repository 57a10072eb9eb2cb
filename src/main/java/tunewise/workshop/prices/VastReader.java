package tunewise.workshop.prices;

import java.util.List;
import tunewise.question.Commitment;
import tunewise.workshop.prices.JsonRows.Row;
import tunewise.workshop.prices.LeftOut.Why;

/**
 * Vast.ai's own answer: dollars an hour of what is rented, disk included. The lowest bid is no price, as others may bid
 * more.
 */
final class VastReader implements ListReader {
    private static final double MIB_A_GIB = 1024;

    @Override
    public void read(Source source, ListContent found) {
        new JsonRows(source, found).each(List.of("offers"), row -> add(row, found));
    }

    private static void add(Row row, ListContent found) {
        if (!row.has("gpu_name")) {
            throw new RowRefused(Why.NO_GPU, "offer " + row.text("id") + " has no GPU.", "");
        }
        found.add(ListedPrice.of(
                row.place(),
                "vast",
                "offer " + row.text("id"),
                row.text("gpu_name"),
                row.number("num_gpus"),
                row.has("gpu_ram") ? row.number("gpu_ram") / MIB_A_GIB : null,
                row.text("geolocation"),
                row.node().path("is_bid").asBoolean(false) ? Commitment.SPOT : Commitment.ON_DEMAND,
                row.number("dph_total")));
    }
}

package tunewise.workshop.prices;

import java.util.List;
import tunewise.question.Commitment;

/** GPUFindr's answer, which gathers offers of others: dollars an hour of the whole machine. */
final class GpuFindrReader implements ListReader {
    private static final double MB_A_GIB = 1024;

    @Override
    public void read(Source source, ListContent found) {
        new JsonRows(source, found)
                .each(
                        List.of(),
                        row -> found.add(ListedPrice.of(
                                row.place(),
                                row.text("source"),
                                "offer " + row.text("id"),
                                row.text("name"),
                                row.number("num_gpus"),
                                row.has("vram_mb") ? row.number("vram_mb") / MB_A_GIB : null,
                                row.text("location"),
                                Commitment.ON_DEMAND,
                                row.number("total_cost_ph"))));
    }
}

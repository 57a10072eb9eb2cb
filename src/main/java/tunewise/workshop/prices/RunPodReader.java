package tunewise.workshop.prices;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.question.Commitment;
import tunewise.workshop.prices.JsonRows.Row;
import tunewise.workshop.prices.LeftOut.Why;

/** RunPod's own answer: dollars an hour of one GPU, in its secure and its community cloud. */
final class RunPodReader implements ListReader {
    /** What the answer holds where there is no price, as seen at cards of very different worth. */
    private static final double PLACEHOLDER = 0.5;

    @Override
    public void read(Source source, ListContent found) {
        new JsonRows(source, found).each(List.of("data", "gpuTypes"), row -> add(row, found));
    }

    private static void add(Row row, ListContent found) {
        Double secure = offered(row, "securePrice", found);
        Double community = offered(row, "communityPrice", found);
        Double spot = positive(row, "secureSpotPrice");
        if (secure == null && community == null && spot == null) {
            throw new RowRefused(Why.NOT_OFFERED, "'" + row.text("id") + "' has no price.", "");
        }
        if (secure != null) {
            found.add(listing(row, "secure cloud", Commitment.ON_DEMAND, secure));
        }
        if (community != null) {
            found.add(listing(row, "community cloud", Commitment.ON_DEMAND, community));
        }
        if (spot != null && secure != null && spot >= secure) {
            throw new RowRefused(
                    Why.NOT_OFFERED,
                    "secureSpotPrice " + Numbers.plain(spot) + " of '" + row.text("id")
                            + "' is not below the on-demand price.",
                    "Maybe it means that there is none; we took the on-demand price.");
        }
        if (spot != null) {
            found.add(listing(row, "secure cloud", Commitment.SPOT, spot));
        }
    }

    private static ListedPrice listing(Row row, String cloud, Commitment commitment, double usd) {
        return new ListedPrice(
                row.place(),
                "runpod",
                cloud,
                row.text("id"),
                1,
                row.has("memoryInGb") ? row.number("memoryInGb") : null,
                "",
                commitment,
                usd,
                row.has("maxGpuCount") && row.number("maxGpuCount") >= 1 ? (int) row.number("maxGpuCount") : null,
                null);
    }

    private static @Nullable Double offered(Row row, String field, ListContent found) {
        Double price = positive(row, field);
        if (price != null && price == PLACEHOLDER) {
            found.leaveOut(new LeftOut(
                    row.place(),
                    Why.NOT_OFFERED,
                    field + " 0.5 of '" + row.text("id") + "' usually means that there is no price.",
                    "Maybe it is a price after all; then give it in a row of a plain CSV."));
            return null;
        }
        return price;
    }

    /** Nothing and zero both stand for not being offered. */
    private static @Nullable Double positive(Row row, String field) {
        if (!row.has(field)) {
            return null;
        }
        double price = row.number(field);
        if (price < 0) {
            throw RowRefused.faulty(field + " " + Numbers.plain(price) + " is below zero.", "Maybe a sign slipped.");
        }
        return price == 0 ? null : price;
    }
}

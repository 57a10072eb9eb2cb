package tunewise.workshop.prices;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tunewise.question.Commitment;
import tunewise.workshop.prices.JsonRows.Row;
import tunewise.workshop.prices.LeftOut.Why;

/**
 * A tracker's summaries of Prime Intellect's offers, a line each: the best deal of every number of GPUs, with the
 * provider and whether it is spot. Totals are read, because prices by the GPU are rounded.
 */
final class PrimeIntellectReader implements ListReader {
    @Override
    public void read(Source source, ListContent found) {
        new JsonRows(source, found).each(List.of(), row -> {
            JsonNode configurations = row.node().path("by_config");
            if (!configurations.isObject() || configurations.isEmpty()) {
                throw new RowRefused(Why.NOT_OFFERED, row.text("gpu_type") + " has no best deal.", "");
            }
            LocalDate day = day(row);
            for (Map.Entry<String, JsonNode> each : configurations.properties()) {
                try {
                    found.add(listing(row, each.getKey(), each.getValue(), day));
                } catch (RowRefused refused) {
                    found.leaveOut(refused.at(row.place() + " " + each.getKey()));
                }
            }
        });
    }

    private static ListedPrice listing(Row row, String count, JsonNode configuration, @Nullable LocalDate day) {
        JsonNode deal = configuration.path("best_deal");
        if (!count.matches("\\d{1,4}x") || !deal.isObject()) {
            throw RowRefused.faulty("'" + count + "' has no best deal.", "Maybe the list is of another version.");
        }
        Row figures = new Row(row.place(), count, configuration);
        String socket = deal.path("socket").asString("");
        return new ListedPrice(
                row.place(),
                deal.path("provider").asString(""),
                "",
                (row.text("gpu_type") + " " + socket).strip(),
                Double.parseDouble(count.substring(0, count.length() - 1)),
                null,
                deal.path("location").asString(""),
                deal.path("spot").asBoolean(false) ? Commitment.SPOT : Commitment.ON_DEMAND,
                figures.number("min_total"),
                null,
                day);
    }

    private static @Nullable LocalDate day(Row row) {
        String time = row.text("timestamp");
        try {
            return time.length() < 10 ? null : LocalDate.parse(time.substring(0, 10));
        } catch (DateTimeException e) {
            throw RowRefused.faulty(
                    "timestamp '" + Numbers.shortened(time) + "' is not a date.",
                    "Maybe the list is of another version.");
        }
    }
}

package tunewise.workshop.prices;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tunewise.question.Commitment;
import tunewise.workshop.prices.JsonRows.Row;
import tunewise.workshop.prices.LeftOut.Why;

/** Lambda's own answer: cents an hour of the whole machine, sold out or not. */
final class LambdaReader implements ListReader {
    private static final Pattern NAME = Pattern.compile("gpu_(\\d+)x_([a-z0-9]+?)(?:_(\\d+)gb)?(_[a-z0-9]+)?");
    private static final Pattern MEMORY = Pattern.compile("\\((\\d+) GB");

    @Override
    public void read(Source source, ListContent found) {
        new JsonRows(source, found).each(List.of("data"), row -> add(row, found));
    }

    private static void add(Row row, ListContent found) {
        JsonNode type = row.node().path("instance_type");
        if (!type.isObject()) {
            throw RowRefused.faulty(row.key() + " has no instance_type.", "Maybe the list is of another version.");
        }
        Row machine = new Row(row.place(), row.key(), type);
        String name = machine.has("name") ? machine.text("name") : row.key();
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new RowRefused(Why.NO_GPU, name + " names no GPU.", "");
        }
        double count = machine.node().at("/specs/gpus").asDouble(Double.parseDouble(parts.group(1)));
        if (count != Double.parseDouble(parts.group(1))) {
            throw RowRefused.faulty(
                    name + " has " + Numbers.plain(count) + " GPUs by its specs.", "Maybe one of the two is wrong.");
        }
        JsonNode regions = row.node().path("regions_with_capacity_available");
        found.add(ListedPrice.of(
                row.place(),
                "lambda",
                name,
                parts.group(2) + (parts.group(4) == null ? "" : parts.group(4).replace('_', ' ')),
                count,
                memory(parts, machine),
                regions.isArray() && regions.isEmpty() ? "sold out" : "",
                Commitment.ON_DEMAND,
                machine.number("price_cents_per_hour") / 100));
    }

    private static @Nullable Double memory(Matcher name, Row machine) {
        if (name.group(3) != null) {
            return Double.valueOf(name.group(3));
        }
        Matcher said = MEMORY.matcher(machine.text("gpu_description") + machine.text("description"));
        return said.find() ? Double.valueOf(said.group(1)) : null;
    }
}

package tunewise.workshop.prices;

import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tunewise.workshop.prices.ListReader.Source;

/** The rows of a JSON list, one in memory at a time. */
final class JsonRows {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxStringLength(1 << 20)
                            .build())
                    .build())
            .build();

    private final Source source;
    private final ListContent found;

    /** What stands before the list. */
    private String instead = "";

    JsonRows(Source source, ListContent found) {
        this.source = source;
        this.found = found;
    }

    /** A row: an item of an array, or a member of an object with its name. */
    record Row(String place, String key, JsonNode node) {
        String text(String field) {
            JsonNode value = node.path(field);
            return value.isString() ? value.asString().strip() : value.isNumber() ? value.asString() : "";
        }

        boolean has(String field) {
            return !node.path(field).isMissingNode() && !node.path(field).isNull();
        }

        double number(String field) {
            JsonNode value = node.path(field);
            if (value.isNumber() && Double.isFinite(value.asDouble())) {
                return value.asDouble();
            }
            return Numbers.read(field, value.isMissingNode() || value.isNull() ? "" : value.asString(""));
        }
    }

    /**
     * Reads every item of an array or member of an object; several documents on lines of their own count as one array.
     *
     * @param path names that lead to it
     * @throws PriceListException when it is not there, or the document breaks off
     */
    void each(List<String> path, Consumer<Row> reading) {
        try (JsonParser parser = MAPPER.createParser(source.text())) {
            JsonToken token = parser.nextToken();
            if (path.isEmpty() && token == JsonToken.START_OBJECT) {
                documents(parser, reading);
                return;
            }
            for (String name : path) {
                token = member(parser, name);
            }
            if (token == JsonToken.START_ARRAY) {
                items(parser, reading);
            } else if (token == JsonToken.START_OBJECT) {
                members(parser, reading);
            } else {
                throw absent(String.join(".", path));
            }
            toTheEnd(parser);
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            throw new PriceListException(
                    source.name() + (at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr())
                            + " is cut off or not JSON there. Nothing was taken. Maybe the download was cut short.",
                    e);
        }
    }

    private void documents(JsonParser parser, Consumer<Row> reading) {
        int index = 0;
        JsonToken token = parser.currentToken();
        while (token != null) {
            item(source.name() + ":" + (index + 1), "", parser.readValueAsTree(), reading);
            index++;
            token = parser.nextToken();
        }
    }

    private void items(JsonParser parser, Consumer<Row> reading) {
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            item(source.name() + "[" + index + "]", "", parser.readValueAsTree(), reading);
            index++;
        }
    }

    private void members(JsonParser parser, Consumer<Row> reading) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            item(source.name() + "[" + key + "]", key, parser.readValueAsTree(), reading);
        }
    }

    private void item(String place, String key, JsonNode node, Consumer<Row> reading) {
        found.row(place, () -> {
            if (!node.isObject()) {
                throw RowRefused.faulty("it is not an object.", "Maybe the list is of another version.");
            }
            reading.accept(new Row(place, key, node));
        });
    }

    /** Goes to a member's value, skipping those before it. */
    private JsonToken member(JsonParser parser, String name) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = name.equals(parser.currentName());
                String other = parser.currentName();
                JsonToken value = parser.nextToken();
                if (wanted) {
                    return value;
                }
                JsonNode skipped = parser.readValueAsTree();
                if (instead.isEmpty()) {
                    instead = other + ": " + Numbers.shortened(skipped.toString());
                }
            }
        }
        throw absent(name);
    }

    private PriceListException absent(String name) {
        return new PriceListException(source.name() + " has no list under '" + name + "'"
                + (instead.isEmpty() ? "" : ", but " + instead)
                + ". Nothing was taken. Maybe it is an error message, or of another version.");
    }

    private static void toTheEnd(JsonParser parser) {
        JsonToken token = parser.nextToken();
        while (token != null) {
            parser.skipChildren();
            token = parser.nextToken();
        }
    }
}

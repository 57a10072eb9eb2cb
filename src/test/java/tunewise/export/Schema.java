package tunewise.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keys and values that a tool takes in a version, kept as data with how they were obtained. */
final class Schema {
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode rules;

    private Schema(JsonNode rules) {
        this.rules = rules;
    }

    static Schema of(String format) {
        String file = "/export-schemas/" + format + ".json";
        try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream(file), file)) {
            return new Schema(JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a file, key by key. */
    List<String> faults(JsonNode file) {
        List<String> faults = new ArrayList<>();
        object("", rules, file, faults);
        rules.get("never").forEach(key -> {
            if (file.has(key.asString())) {
                faults.add(key.asString() + " must not be there");
            }
        });
        return faults;
    }

    private static void object(String where, JsonNode rules, JsonNode value, List<String> faults) {
        if (!value.isObject()) {
            faults.add(where + " is no object");
            return;
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            JsonNode rule = rules.get("keys").get(entry.getKey());
            if (rule == null) {
                faults.add(where + entry.getKey() + " is no known key");
            } else {
                value(where + entry.getKey(), rule, entry.getValue(), faults);
            }
        }
        rules.path("required").forEach(key -> {
            if (!value.has(key.asString())) {
                faults.add(where + key.asString() + " is missing");
            }
        });
    }

    private static void value(String where, JsonNode rule, JsonNode value, List<String> faults) {
        if (rule.has("enum")) {
            if (!contains(rule.get("enum"), value)) {
                faults.add(where + " is " + value + ", not one of " + rule.get("enum"));
            }
            return;
        }
        switch (rule.get("type").asString()) {
            case "boolean" -> require(value.isBoolean(), where, value, faults);
            case "integer" -> require(value.isIntegralNumber() && inRange(rule, value), where, value, faults);
            case "number" -> require(value.isNumber() && inRange(rule, value), where, value, faults);
            case "string" ->
                require(
                        value.isString()
                                && !value.asString().isBlank()
                                && value.asString()
                                        .matches("(?s)" + rule.path("pattern").asString(".*")),
                        where,
                        value,
                        faults);
            case "words" -> require(value.isArray() ? !value.isEmpty() : value.isString(), where, value, faults);
            case "null" -> require(value.isNull(), where, value, faults);
            case "array" -> {
                require(value.isArray() && !value.isEmpty(), where, value, faults);
                value.forEach(item -> value(where + "[]", rule.get("items"), item, faults));
            }
            case "object" -> object(where + ".", rule, value, faults);
            default -> throw new IllegalArgumentException(rule.toString());
        }
    }

    private static boolean contains(JsonNode choices, JsonNode value) {
        for (JsonNode choice : choices) {
            if (choice.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean inRange(JsonNode rule, JsonNode value) {
        double number = value.asDouble();
        return number >= rule.path("min").asDouble(-1e300)
                && number <= rule.path("max").asDouble(1e300);
    }

    private static void require(boolean right, String where, JsonNode value, List<String> faults) {
        if (!right) {
            faults.add(where + " cannot be " + value);
        }
    }
}

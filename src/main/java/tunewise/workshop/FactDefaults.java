package tunewise.workshop;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tunewise.catalog.RulesLanguage;
import tunewise.question.ModelAsk;
import tunewise.rulebook.language.Vocabulary;
import tunewise.text.Choice;
import tunewise.text.SpellingSuggestion;

/** Makes facts from the few fields a fixture names, over a whole fact of each type. */
final class FactDefaults {
    static final String FILE = "fixtures/rules/fact-defaults.yaml";
    static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addMixIn(ModelAsk.class, AsNamed.class)
            .build();

    private final JsonNode defaults;

    /** Whether a file holds the defaults, also by the name it has in releases of the first rules' language. */
    static boolean isFile(String path) {
        return path.equals(FILE) || path.equals(RulesLanguage.V1_FACT_DEFAULTS);
    }

    FactDefaults(JsonNode defaults) {
        this.defaults = defaults;
    }

    /**
     * A fact from a node such as {@code {Plan: {gpuCount: 2}}}.
     *
     * @throws FixtureFaultException when it cannot be one
     */
    Object fact(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            throw new FixtureFaultException(
                    "a fact is the name of its type and, in braces, the fields that matter.",
                    "Maybe { Plan: { gpuCount: 2 } } shows how.");
        }
        Map.Entry<String, JsonNode> entry = node.properties().iterator().next();
        // Fixtures of earlier releases have the names of their day.
        Class<?> type = Vocabulary.FACTS.get(RulesLanguage.newestName(entry.getKey()));
        if (type == null) {
            throw new FixtureFaultException(
                    "'" + entry.getKey() + "' is not a fact.", maybe(entry.getKey(), Vocabulary.FACTS.keySet()));
        }
        ObjectNode whole = whole(entry.getKey());
        if (entry.getValue().isObject()) {
            merge(whole, entry.getValue().asObject(), entry.getKey());
        }
        return made(whole, type, entry.getKey());
    }

    List<Object> facts(JsonNode nodes) {
        List<Object> facts = new ArrayList<>();
        nodes.forEach(node -> facts.add(fact(node)));
        return facts;
    }

    private ObjectNode whole(String type) {
        JsonNode known = defaults.get(type);
        if (known == null) {
            throw new FixtureFaultException(
                    "fact-defaults.yaml has no " + type + ".",
                    "Maybe one whole " + type + " has to be added there first.");
        }
        ObjectNode whole = known.deepCopy().asObject();
        for (Map.Entry<String, JsonNode> field : List.copyOf(whole.properties())) {
            JsonNode value = field.getValue();
            if (value.isString() && value.asString().startsWith("=")) {
                whole.set(field.getKey(), whole(value.asString().substring(1)));
            }
        }
        return whole;
    }

    private static void merge(ObjectNode into, ObjectNode changes, String where) {
        changes.properties().forEach(change -> {
            JsonNode old = into.get(change.getKey());
            if (old == null) {
                throw new FixtureFaultException(
                        where + " has no field '" + change.getKey() + "'.",
                        maybe(change.getKey(), into.propertyNames()));
            }
            if (old.isObject() && change.getValue().isObject()) {
                merge(old.asObject(), change.getValue().asObject(), where + "." + change.getKey());
            } else {
                into.set(change.getKey(), change.getValue());
            }
        });
    }

    private static Object made(ObjectNode whole, Class<?> type, String name) {
        try {
            return YAML.treeToValue(whole, type);
        } catch (InvalidFormatException e) {
            throw new FixtureFaultException(
                    field(e, name) + " cannot be '" + e.getValue() + "'.", "Maybe " + expected(e.getTargetType()));
        } catch (DatabindException e) {
            throw new FixtureFaultException(
                    field(e, name) + " has a value of the wrong kind.",
                    "Maybe fact-defaults.yaml shows what it looks like.");
        } catch (JacksonException e) {
            throw new FixtureFaultException(
                    name + " cannot be made of these fields.", "Maybe a value is of the wrong kind.");
        }
    }

    private static String field(DatabindException e, String name) {
        return Stream.concat(
                        Stream.of(name),
                        e.getPath().stream()
                                .map(JacksonException.Reference::getPropertyName)
                                .filter(part -> part != null))
                .collect(Collectors.joining("."));
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "write one of "
                    + Stream.of(type.getEnumConstants())
                            .map(each -> each instanceof Choice choice ? choice.id() : each.toString())
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        return type == String.class ? "write a text." : "write a number, a date, true or false.";
    }

    private static String maybe(String typed, Iterable<String> existing) {
        List<String> names = new ArrayList<>();
        existing.forEach(names::add);
        return SpellingSuggestion.nearest(typed, names)
                .map(near -> "Maybe you mean '" + near + "'.")
                .orElse("Maybe rules/README.md has the name you mean.");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
    @JsonDeserialize(as = ModelAsk.Named.class)
    private interface AsNamed {}
}

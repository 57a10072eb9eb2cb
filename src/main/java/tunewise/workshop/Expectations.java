package tunewise.workshop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tunewise.catalog.RulesLanguage;

/** Compares an answer with what a scenario expects of it. */
final class Expectations {
    static final List<String> FIELDS = List.of(
            "outcome",
            "setup",
            "hours",
            "costUsd",
            "guide",
            "fired",
            "sources",
            "changes",
            "alternatives",
            "managed",
            "excluded",
            "caveats");

    private Expectations() {}

    static List<String> differences(JsonNode expects, JsonNode answer) {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, JsonNode> expected : expects.properties()) {
            differences.addAll(differences(expected.getKey(), expected.getValue(), answer));
        }
        return differences;
    }

    private static List<String> differences(String what, JsonNode expected, JsonNode answer) {
        return switch (what) {
            case "outcome" -> different(what, expected, answer.get("outcome"));
            case "setup" -> partly("setup", expected, answer.path("setup"));
            case "hours" -> different(what, expected, answer.at("/estimate/hours/central"));
            case "costUsd" -> different(what, expected, answer.at("/estimate/costUsd/central"));
            case "guide" -> partly("guide", expected, answer.path("guide"));
            case "fired" -> fired(expected, answer);
            case "sources" -> missing(what, texts(expected), sourcesOfCaveats(answer));
            case "changes" -> changes(expected, answer);
            case "alternatives", "managed", "excluded", "caveats" -> lacking(what, expected, answer.path(what));
            default -> List.of("nothing compares '" + what + "'");
        };
    }

    /** The rules that fired are listed to the last one, so that a change of rules shows where it is felt. */
    private static List<String> fired(JsonNode expected, JsonNode answer) {
        Set<String> expectedRules = texts(expected);
        Set<String> fired = Scenario.fired(answer);
        List<String> differences = new ArrayList<>(missing("fired", expectedRules, fired));
        Set<String> unexpected = new TreeSet<>(fired);
        unexpected.removeAll(expectedRules);
        unexpected.forEach(rule -> differences.add("fired: " + rule + " is not expected"));
        return differences;
    }

    private static List<String> changes(JsonNode expected, JsonNode answer) {
        Set<String> offered = new TreeSet<>();
        answer.get("changes").forEach(change -> offered.add(change.get("field").asString()));
        return texts(expected).equals(offered) ? List.of() : List.of("changes: " + offered);
    }

    /** Each expected part has to be found in some element. */
    private static List<String> lacking(String what, JsonNode expected, JsonNode elements) {
        List<String> differences = new ArrayList<>();
        for (JsonNode part : expected) {
            boolean found = false;
            for (JsonNode element : elements) {
                found |= partly(what, part, flat(element)).isEmpty();
            }
            if (!found) {
                differences.add(what + ": none is " + part);
            }
        }
        return differences;
    }

    /** Set-up fields beside the element's own. */
    private static JsonNode flat(JsonNode element) {
        ObjectNode flat = element.deepCopy().asObject();
        JsonNode setup = flat.remove("setup");
        if (setup != null) {
            setup.properties().forEach(field -> flat.set(field.getKey(), field.getValue()));
        }
        return flat;
    }

    private static List<String> partly(String what, JsonNode expected, JsonNode actual) {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            // Scenarios of earlier releases have the names of their day.
            JsonNode value = actual.path(RulesLanguage.newestName(field.getKey()));
            if (field.getKey().equals("label") || field.getKey().equals("text")) {
                if (!value.asString("").contains(field.getValue().asString())) {
                    differences.add(what + "." + field.getKey() + ": " + value);
                }
            } else if (value.isObject()) {
                differences.addAll(partly(what + "." + field.getKey(), field.getValue(), value));
            } else {
                differences.addAll(different(what + "." + field.getKey(), field.getValue(), value));
            }
        }
        return differences;
    }

    private static List<String> different(String what, JsonNode expected, JsonNode actual) {
        boolean numbers = expected.isNumber() && actual.isNumber();
        boolean same = numbers ? expected.asDouble() == actual.asDouble() : expected.equals(actual);
        return same ? List.of() : List.of(what + ": " + actual + " rather than " + expected);
    }

    private static List<String> missing(String what, Set<String> expected, Set<String> actual) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(actual);
        return missing.stream().map(one -> what + ": " + one + " is missing").toList();
    }

    private static Set<String> sourcesOfCaveats(JsonNode answer) {
        Set<String> sources = new TreeSet<>();
        answer.get("caveats").forEach(caveat -> sources.addAll(texts(caveat.get("sources"))));
        return sources;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }
}

package tunewise.workshop;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tunewise.advice.AnswerJson;

/**
 * A scenario rewritten to what is answered now, because a person accepts that. Only fields that differ are written anew;
 * who accepted it, and why, stands above them.
 *
 * @param reason why the new answer is right
 */
public record Acceptance(String author, String reason, LocalDate day) {
    private static final int MOST_REASON = 200;
    private static final int WIDTH = 110;
    private static final Pattern RATHER = Pattern.compile("(?s)([A-Za-z.]+): (.*) rather than .*");
    private static final Pattern FIRED = Pattern.compile("fired: ([A-Z]{3}-\\d{3}) is (missing|not expected)");
    private static final Pattern SOURCE = Pattern.compile("sources: (.+) is missing");
    private static final Pattern CHANGES = Pattern.compile("changes: \\[(.*)]");
    private static final Pattern NONE = Pattern.compile("(?s)(alternatives|excluded|caveats): none is (\\{.*})");
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*");
    private static final Set<String> WORDS_OF_YAML =
            Set.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    public Acceptance {
        reason = reason.strip().replaceAll("\\s+", " ");
        if (reason.isEmpty() || reason.length() > MOST_REASON || !reason.matches("[\\p{L}\\p{N} .,;:()%$/'\"-]*")) {
            throw new RefusedException("a reason is needed, in one sentence of at most " + MOST_REASON
                    + " plain characters. Maybe say what was changed and why the new answer is right.");
        }
    }

    /**
     * New texts by file, with what a test found written into some scenarios and cases.
     *
     * @param scenarios by name
     * @param cases by place
     * @throws RefusedException when one of them cannot be put right by itself
     */
    public SortedMap<String, @Nullable String> of(
            TestReport tested, Map<String, String> files, Collection<String> scenarios, Collection<String> cases) {
        SortedMap<String, @Nullable String> texts = new TreeMap<>();
        for (TestReport.ScenarioResult each : tested.scenarios()) {
            String text = files.get(each.file());
            if (text != null
                    && scenarios.contains(each.name())
                    && !each.differences().isEmpty()) {
                texts.put(each.file(), of(each.file(), text, each.differences()));
            }
        }
        tested.cases().stream()
                .filter(each -> cases.contains(each.place()) && !each.passed() && files.containsKey(each.file()))
                .collect(Collectors.groupingBy(TestReport.CaseResult::file))
                .forEach((file, failed) ->
                        texts.put(file, CaseAcceptance.of(this, file, files.getOrDefault(file, ""), failed)));
        return texts;
    }

    /**
     * The text of a scenario with what differs put right.
     *
     * @param differences as a test tells them
     * @throws RefusedException when a difference is of a kind that only a person can put right
     */
    public String of(String path, String text, Collection<String> differences) {
        YamlText yaml = YamlText.read(path, text);
        ObjectNode expects = yaml.content().path("expects").deepCopy().asObject();
        Set<String> touched = new LinkedHashSet<>();
        differences.forEach(difference -> touched.add(apply(path, expects, difference)));
        List<String> lines = new ArrayList<>(text.lines().toList());
        // From below, so that lines above stay where they are.
        touched.stream()
                .sorted((one, other) -> yaml.line("/expects/" + other) - yaml.line("/expects/" + one))
                .forEach(field -> write(path, lines, yaml.line("/expects/" + field) - 1, field, expects.get(field)));
        int at = lines.indexOf("expects:");
        lines.add(Math.max(0, at), note());
        return String.join("\n", lines) + "\n";
    }

    /** Who accepted it, and why, as a comment. */
    String note() {
        return "# Accepted on " + day + " by " + author.replaceAll("\\s+", " ") + ": " + reason;
    }

    /** The field of the first level that was put right. */
    private static String apply(String path, ObjectNode expects, String difference) {
        Matcher fired = FIRED.matcher(difference);
        Matcher source = SOURCE.matcher(difference);
        Matcher changes = CHANGES.matcher(difference);
        Matcher none = NONE.matcher(difference);
        Matcher rather = RATHER.matcher(difference);
        if (fired.matches()) {
            Set<String> rules = texts(expects.path("fired"));
            if (fired.group(2).equals("missing")) {
                rules.remove(fired.group(1));
            } else {
                rules.add(fired.group(1));
            }
            put(expects, "fired", rules);
            return "fired";
        }
        if (source.matches()) {
            Set<String> sources = texts(expects.path("sources"));
            sources.remove(source.group(1));
            put(expects, "sources", sources);
            return "sources";
        }
        if (changes.matches()) {
            put(expects, "changes", Set.of(changes.group(1).split(", ", -1)));
            return "changes";
        }
        if (none.matches()) {
            JsonNode gone = AnswerJson.MAPPER.readTree(none.group(2));
            ArrayNode left = expects.putArray(none.group(1) + "-left");
            expects.get(none.group(1)).forEach(each -> {
                if (!each.equals(gone)) {
                    left.add(each);
                }
            });
            expects.set(none.group(1), expects.remove(none.group(1) + "-left"));
            return none.group(1);
        }
        if (rather.matches() && !rather.group(2).isEmpty()) {
            String[] steps = rather.group(1).split("\\.", -1);
            JsonNode at = expects;
            for (int i = 0; i < steps.length - 1; i++) {
                at = at.path(steps[i]);
            }
            if (at instanceof ObjectNode object && object.has(steps[steps.length - 1])) {
                object.set(steps[steps.length - 1], AnswerJson.MAPPER.readTree(rather.group(2)));
                return steps[0];
            }
        }
        throw new RefusedException(path + ": '" + difference
                + "' cannot be accepted on its own. Maybe open the scenario and write what is expected.");
    }

    private static void put(ObjectNode expects, String field, Collection<String> values) {
        ArrayNode array = expects.putArray(field);
        new TreeSet<>(values).forEach(array::add);
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }

    /** Puts a field in the place of what stands there, from its line to the next field. */
    private static void write(String path, List<String> lines, int from, String field, JsonNode value) {
        if (from < 0 || from >= lines.size() || !lines.get(from).startsWith("  " + field + ":")) {
            throw new RefusedException(
                    path + ": " + field + " is written in a way that no form can fix. Maybe open the scenario.");
        }
        int to = from + 1;
        while (to < lines.size() && (lines.get(to).isBlank() || lines.get(to).startsWith("   "))) {
            to++;
        }
        lines.subList(from, to).clear();
        if (!value.isArray() || !value.isEmpty()) {
            lines.addAll(from, written(field, value));
        }
    }

    private static List<String> written(String field, JsonNode value) {
        if (value.isArray() && value.get(0).isObject()) {
            List<String> lines = new ArrayList<>(List.of("  " + field + ":"));
            value.forEach(each -> lines.add("    - " + flow(each)));
            return lines;
        }
        if (!value.isArray()) {
            return List.of("  " + field + ": " + flow(value));
        }
        List<String> lines = new ArrayList<>();
        String indent = " ".repeat(field.length() + 5);
        StringBuilder line = new StringBuilder("  " + field + ": [");
        for (int i = 0; i < value.size(); i++) {
            String item = value.get(i).asString() + (i == value.size() - 1 ? "]" : ",");
            if (line.length() + item.length() + 1 > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(indent);
            }
            line.append(item).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    private static String flow(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map((Map.Entry<String, JsonNode> each) -> each.getKey() + ": " + flow(each.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        String text = value.asString("");
        return value.isString() && PLAIN.matcher(text).matches() && !WORDS_OF_YAML.contains(text)
                ? text
                : value.toString();
    }
}

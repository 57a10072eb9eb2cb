package tunewise.workshop;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Catalog;
import tunewise.catalog.Fault;
import tunewise.catalog.RuleFiles;
import tunewise.rulebook.language.RuleInfo;
import tunewise.text.SpellingSuggestion;

/**
 * The fixtures and scenarios that belong to some rules, read and ready to run.
 *
 * @param faults everything that cannot be read, rules without a fixture and fixtures without a rule
 */
public record Fixtures(List<RuleFixture> rules, List<Scenario> scenarios, List<Fault> faults) {
    public Fixtures {
        rules = List.copyOf(rules);
        scenarios = List.copyOf(scenarios);
        faults = List.copyOf(faults);
    }

    /** Reads all files; what cannot be read becomes a fault. */
    public static Fixtures read(RuleFiles files, LoadedRelease loaded) {
        return new Reader(files, loaded).read();
    }

    private static final class Reader {
        private static final Pattern SCENARIO = Pattern.compile("fixtures/scenarios/([^/]+)/scenario\\.yaml");
        private static final List<String> CASE_FIELDS = List.of("why", "facts", "without", "found", "with");
        private static final List<String> FIXTURE_FIELDS = List.of("applies", "stays-quiet", "cannot-matter");

        private final RuleFiles files;
        private final LoadedRelease loaded;
        private final List<Fault> faults = new ArrayList<>();

        Reader(RuleFiles files, LoadedRelease loaded) {
            this.files = files;
            this.loaded = loaded;
        }

        Fixtures read() {
            List<RuleFixture> rules = new ArrayList<>();
            List<Scenario> scenarios = new ArrayList<>();
            Optional<FactDefaults> defaults = defaults();
            files.files().forEach((path, text) -> {
                Optional<String> rule = RuleFixture.ruleOf(path);
                Matcher scenario = SCENARIO.matcher(path);
                if (rule.isPresent()) {
                    defaults.flatMap(known -> fixture(path, text, rule.get(), known))
                            .ifPresent(rules::add);
                } else if (scenario.matches()) {
                    scenario(path, text, scenario.group(1)).ifPresent(scenarios::add);
                } else if (!FactDefaults.isFile(path) && !FrozenMarkets.isFile(path)) {
                    faults.add(Fault.at(
                            path,
                            0,
                            "nothing reads this file.",
                            "Maybe you mean fixtures/rules/ELI-999.yaml or fixtures/scenarios/NAME/scenario.yaml."));
                }
            });
            for (RuleInfo rule : loaded.rulebook().rules()) {
                String path = RuleFixture.path(rule.id());
                if (!files.files().containsKey(path)) {
                    faults.add(new Fault(
                            rule.file(),
                            rule.line(),
                            0,
                            rule.id(),
                            "the rule has no fixture.",
                            "Maybe " + path + " is still missing."));
                }
            }
            return new Fixtures(rules, scenarios, faults);
        }

        private Optional<FactDefaults> defaults() {
            String path = files.files().keySet().stream()
                    .filter(FactDefaults::isFile)
                    .findFirst()
                    .orElse(FactDefaults.FILE);
            String text = files.files().get(path);
            if (text == null) {
                faults.add(Fault.at(
                        FactDefaults.FILE,
                        0,
                        "the file with one whole fact of each type is missing.",
                        "Maybe it was not copied along with the fixtures."));
                return Optional.empty();
            }
            return yaml(path, text).map(yaml -> new FactDefaults(yaml.content()));
        }

        private Optional<YamlText> yaml(String path, String text) {
            try {
                YamlText yaml = YamlText.read(path, text);
                if (yaml.content().isObject()) {
                    return Optional.of(yaml);
                }
                faults.add(Fault.at(path, 0, "the file is empty.", "Maybe a file next to it shows what belongs here."));
            } catch (YamlText.UnreadableException e) {
                faults.add(e.fault());
            }
            return Optional.empty();
        }

        private Optional<RuleFixture> fixture(String path, String text, String id, FactDefaults defaults) {
            Optional<RuleInfo> rule = loaded.rulebook().rule(id);
            if (rule.isEmpty()) {
                faults.add(Fault.at(
                        path,
                        0,
                        "there is no rule " + id + ".",
                        "Maybe the rule was retired and the file is left over, or its id is mistyped."));
                return Optional.empty();
            }
            return yaml(path, text).map(yaml -> fixture(path, yaml, rule.get(), defaults));
        }

        private RuleFixture fixture(String path, YamlText yaml, RuleInfo rule, FactDefaults defaults) {
            List<RuleFixture.Case> cases = new ArrayList<>();
            unknownFields(path, 1, rule.id(), yaml.content(), FIXTURE_FIELDS, "a fixture");
            for (String kind : List.of("applies", "stays-quiet")) {
                JsonNode nodes = yaml.content().path(kind);
                if (nodes.isEmpty()) {
                    faults.add(new Fault(
                            path,
                            1,
                            0,
                            rule.id(),
                            "there is no case under '" + kind + "'.",
                            "Maybe the boundary is one: the last value at which the rule "
                                    + (kind.equals("applies") ? "still applies." : "stays quiet.")));
                }
                for (int i = 0; i < nodes.size(); i++) {
                    int line = yaml.line("/" + kind + "/" + i);
                    try {
                        cases.add(oneCase(path, line, rule, kind.equals("applies"), nodes.get(i), defaults));
                    } catch (FixtureFaultException e) {
                        faults.add(new Fault(path, line, 0, rule.id(), String.valueOf(e.getMessage()), e.hint()));
                    }
                }
            }
            return new RuleFixture(rule.id(), path, cases, texts(yaml.content().path("cannot-matter")));
        }

        private RuleFixture.Case oneCase(
                String path, int line, RuleInfo rule, boolean applies, JsonNode node, FactDefaults defaults) {
            if (!node.path("why").isString()) {
                throw new FixtureFaultException(
                        "a case says why.", "Maybe one line with its arithmetic, as in why: 3 is more than 2.");
            }
            unknownFields(path, line, rule.id(), node, CASE_FIELDS, "a case");
            Set<String> without = texts(node.path("without")).stream().collect(toUnmodifiableSet());
            List<Object> facts = new ArrayList<>(known(without));
            facts.addAll(defaults.facts(node.path("facts")));
            return new RuleFixture.Case(
                    rule.id(),
                    rule.phase(),
                    line,
                    applies,
                    node.get("why").asString(),
                    List.copyOf(facts),
                    texts(node.path("found")),
                    node.path("with"));
        }

        /** What every rule may count on. */
        private List<Object> known(Set<String> without) {
            Catalog catalog = loaded.catalog();
            List<Object> known = new ArrayList<>(catalog.qualities());
            catalog.policies().stream()
                    .filter(limit -> !without.contains(limit.id()))
                    .forEach(known::add);
            catalog.techniques().stream()
                    .filter(technique -> !without.contains(technique.id()))
                    .forEach(known::add);
            return known;
        }

        private Optional<Scenario> scenario(String path, String text, String name) {
            return yaml(path, text).flatMap(yaml -> {
                JsonNode node = yaml.content();
                boolean sound = true;
                for (String field : List.of("story", "asks", "expects")) {
                    if (node.path(field).isMissingNode()) {
                        sound = false;
                        faults.add(Fault.at(
                                path, 1, "the scenario has no '" + field + "'.", "Maybe it is misspelt or indented."));
                    }
                }
                if (sound && node.get("asks").path("asOf").isMissingNode()) {
                    sound = false;
                    faults.add(Fault.at(
                            path,
                            yaml.line("/asks"),
                            "the question does not say of which day its prices are.",
                            "Maybe asOf: \"2026-03-31\"; without it the answer would change with the calendar."));
                }
                String market = node.path("market").asString(FrozenMarkets.DEFAULT);
                if (!market.equals(FrozenMarkets.DEFAULT)
                        && !FrozenMarkets.names(files).contains(market)) {
                    sound = false;
                    faults.add(Fault.at(
                            path,
                            yaml.line("/market"),
                            "there is no market '" + market + "'.",
                            SpellingSuggestion.nearest(market, FrozenMarkets.names(files))
                                    .map(near -> "Maybe you mean '" + near + "'.")
                                    .orElse("Maybe you mean a folder of fixtures/markets.")));
                }
                unknownFields(path, yaml.line("/expects"), "", node.path("expects"), Expectations.FIELDS, "'expects'");
                if (!sound) {
                    return Optional.empty();
                }
                Map<String, Integer> lines = new HashMap<>();
                node.get("expects").propertyNames().forEach(field -> lines.put(field, yaml.line("/expects/" + field)));
                return Optional.of(new Scenario(
                        name,
                        path,
                        node.get("story").asString(),
                        market,
                        node.get("asks"),
                        node.get("expects"),
                        lines));
            });
        }

        private void unknownFields(String path, int line, String rule, JsonNode node, List<String> known, String what) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!known.contains(field.getKey())) {
                    faults.add(new Fault(
                            path,
                            line,
                            0,
                            rule,
                            what + " has no field '" + field.getKey() + "'.",
                            SpellingSuggestion.nearest(field.getKey(), known)
                                    .map(near -> "Maybe you mean '" + near + "'.")
                                    .orElse("Maybe one of " + String.join(", ", known) + ".")));
                }
            }
        }

        /** One text or several. */
        private static List<String> texts(@Nullable JsonNode node) {
            if (node == null || node.isMissingNode()) {
                return List.of();
            }
            return node.isArray()
                    ? StreamSupport.stream(node.spliterator(), false)
                            .map(each -> each.asString())
                            .toList()
                    : List.of(node.asString());
        }
    }
}

package tunewise.workshop;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tunewise.plan.Finding;
import tunewise.rulebook.Firing;
import tunewise.rulebook.RuleSession;
import tunewise.rulebook.Rulebook;
import tunewise.rulebook.language.Phase;

/**
 * The cases of one rule, which hold for any rulebook that has the rule.
 *
 * @param file where they are written
 * @param cannotMatter small mistakes, as {@link Mutant#change} has them, that change nothing the rule finds
 */
public record RuleFixture(String rule, String file, List<Case> cases, List<String> cannotMatter) {
    /** A complaint: the rule was to fire. */
    static final String SILENT = "did not fire";

    /** How a complaint begins where the rule found other words. */
    static final String OTHER_WORDS = "expected [";

    private static final Pattern PATH = Pattern.compile("fixtures/rules/([A-Z]{3}-\\d{3})\\.yaml");

    public RuleFixture {
        cases = List.copyOf(cases);
        cannotMatter = List.copyOf(cannotMatter);
    }

    /** Where the fixture of a rule is written. */
    public static String path(String rule) {
        return "fixtures/rules/" + rule + ".yaml";
    }

    /** The rule whose fixture a file is; empty where it is none. */
    static Optional<String> ruleOf(String path) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Whether some case says, word for word, what the rule finds. */
    public boolean saysWhatIsFound() {
        return cases.stream().anyMatch(given -> !given.found.isEmpty());
    }

    /** Whether a case is not as it should be in this rulebook. */
    boolean noticesAChangeIn(Rulebook rulebook) {
        return cases.stream().anyMatch(given -> given.run(rulebook).complaint().isPresent());
    }

    /**
     * Facts, and what the rule finds in them.
     *
     * @param line where the case begins in its file, from 1
     * @param facts the release's limits, techniques and qualities among them
     * @param found every text the rule finds; empty when any will do
     * @param with fields of the finding, and their values
     */
    public record Case(
            String rule,
            Phase phase,
            int line,
            boolean applies,
            String why,
            Collection<?> facts,
            List<String> found,
            JsonNode with) {

        /**
         * What came of a case.
         *
         * @param fired rules of the phase that fired
         * @param found texts of what the rule itself found
         * @param complaint what is not as the fixture says
         */
        public record Outcome(List<String> fired, List<String> found, Optional<String> complaint) {}

        public Outcome run(Rulebook rulebook) {
            List<Firing> firings;
            try (RuleSession session = rulebook.consult()) {
                session.insert(facts);
                firings = session.run(phase);
            }
            TreeSet<String> fired = new TreeSet<>();
            firings.forEach(firing -> fired.add(firing.rule().id()));
            List<Finding> findings = firings.stream()
                    .filter(firing -> firing.rule().id().equals(rule))
                    .map(Firing::finding)
                    .toList();
            List<String> texts = findings.stream().map(Finding::text).toList();
            return new Outcome(List.copyOf(fired), texts, complaint(findings, texts));
        }

        private Optional<String> complaint(List<Finding> findings, List<String> texts) {
            if (applies == findings.isEmpty()) {
                return Optional.of(applies ? SILENT : "fired: " + texts);
            }
            if (!found.isEmpty() && !found.equals(texts)) {
                return Optional.of(OTHER_WORDS + String.join(", ", found) + "], but found " + texts);
            }
            if (!with.isMissingNode()) {
                JsonNode finding = FactDefaults.YAML.valueToTree(findings.get(0));
                if (!agrees(with, finding)) {
                    return Optional.of("expected " + with + ", but found " + finding);
                }
            }
            return Optional.empty();
        }

        /** Whether every field that is expected is so, in objects within as well. */
        private static boolean agrees(JsonNode expected, JsonNode actual) {
            return expected.isObject()
                    ? expected.properties().stream()
                            .allMatch(field -> agrees(field.getValue(), actual.path(field.getKey())))
                    : expected.equals(actual);
        }
    }
}

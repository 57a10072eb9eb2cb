package tunewise.web.rules;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tunewise.advice.LoadedRelease;
import tunewise.rulebook.language.Phase;
import tunewise.rulebook.language.RuleInfo;
import tunewise.service.RuleUse;
import tunewise.web.page.ListFilter;
import tunewise.wording.ChoiceText;
import tunewise.wording.DisplayText;

/**
 * The rules in force, folded by phase, and how often they fired.
 *
 * @param count of all rules, whatever was looked for
 * @param typed words that a rule must have; empty for all
 * @param found how many rules have them
 */
public record RulesView(String release, int count, String typed, String found, List<Part> parts, RuleUse.Counts use) {

    /** The rules of a phase. */
    record Part(String anchor, String title, List<RuleInfo> rules) {
        String says() {
            return rules.size() == 1 ? "1 rule" : rules.size() + " rules";
        }
    }

    public static RulesView of(LoadedRelease loaded, RuleUse.Counts use, Map<String, List<String>> asked) {
        String typed = ListFilter.chosen("q", asked).strip();
        List<String> words =
                Stream.of(typed.toLowerCase(Locale.ROOT).split("\\s+")).toList();
        List<RuleInfo> rules = loaded.rulebook().rules().stream()
                .filter(rule -> words.stream().allMatch(read(rule)::contains))
                .toList();
        return new RulesView(
                loaded.release(),
                loaded.rulebook().rules().size(),
                typed,
                rules.isEmpty() ? "No rule says that." : rules.size() == 1 ? "1 rule" : rules.size() + " rules",
                Stream.of(Phase.values())
                        .map(phase -> new Part(
                                phase.id(),
                                ChoiceText.phase(phase),
                                rules.stream()
                                        .filter(rule -> rule.phase() == phase)
                                        .toList()))
                        .filter(part -> !part.rules().isEmpty())
                        .toList(),
                use);
    }

    /** Everything about a rule that a search looks at, in lower case. */
    private static String read(RuleInfo rule) {
        return (rule.id() + " " + rule.sentence() + " " + rule.reason() + " " + String.join(" ", rule.sources()))
                .toLowerCase(Locale.ROOT);
    }

    /** How often a rule fired, in words. */
    public static String used(String rule, RuleUse.Counts use) {
        String of = use.recommendations() == 1
                ? "the one recorded recommendation"
                : String.format(Locale.US, "the newest %,d recorded recommendations", use.recommendations());
        return use.recommendations() == 0
                ? "Nothing was recorded yet."
                : use.of(rule)
                        .map(fired -> String.format(
                                Locale.US,
                                "Fired in %,d of %s, last on %s.",
                                fired.times(),
                                of,
                                DisplayText.minute(fired.last())))
                        .orElse("Never fired in " + of + ".");
    }

    /** The same in as few words as a list has room for. */
    public String used(RuleInfo rule) {
        return use.of(rule.id())
                .map(fired ->
                        fired.times() == 1 ? "fired once" : String.format(Locale.US, "fired %,d times", fired.times()))
                .orElse(use.recommendations() == 0 ? "" : "never fired");
    }
}

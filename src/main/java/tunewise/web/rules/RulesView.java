package tunewise.web.rules;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tunewise.advice.LoadedRelease;
import tunewise.rulebook.language.Phase;
import tunewise.rulebook.language.RuleInfo;
import tunewise.service.RuleUse;
import tunewise.wording.ChoiceText;
import tunewise.wording.DisplayText;

/** The rules in force, phase by phase, and how often they fired. */
public record RulesView(String release, int count, List<Part> parts, RuleUse.Counts use, List<RuleInfo> silent) {

    /** The rules of a phase. */
    record Part(String anchor, String title, List<RuleInfo> rules) {}

    public static RulesView of(LoadedRelease loaded, RuleUse.Counts use) {
        List<RuleInfo> rules = loaded.rulebook().rules();
        return new RulesView(
                loaded.release(),
                rules.size(),
                Stream.of(Phase.values())
                        .map(phase -> new Part(
                                phase.id(),
                                ChoiceText.phase(phase),
                                rules.stream()
                                        .filter(rule -> rule.phase() == phase)
                                        .toList()))
                        .filter(part -> !part.rules().isEmpty())
                        .toList(),
                use,
                rules.stream().filter(rule -> use.of(rule.id()).isEmpty()).toList());
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
                .map(fired -> String.format(
                        Locale.US,
                        "fired %s, last %s",
                        fired.times() == 1 ? "once" : String.format(Locale.US, "%,d times", fired.times()),
                        DisplayText.minute(fired.last())))
                .orElse(use.recommendations() == 0 ? "" : "never fired");
    }
}

package tunewise.web.rules;

import java.util.List;
import tunewise.advice.LoadedRelease;
import tunewise.rulebook.language.RuleInfo;
import tunewise.web.page.Cited;
import tunewise.wording.ChoiceText;

/**
 * A rule in force, with what it rests on.
 *
 * @param used how often it fired, in words
 * @param fixture what tests it, as written; empty for nothing
 */
public record RuleView(RuleInfo rule, String phase, List<Cited> sources, String release, String used, String fixture) {
    public static RuleView of(RuleInfo rule, LoadedRelease loaded, String used, String fixture) {
        return new RuleView(
                rule,
                ChoiceText.phase(rule.phase()),
                Cited.of(rule.sources(), loaded.catalog().sources()),
                loaded.release(),
                used,
                fixture);
    }

    /** The part of the rule's name after its id. */
    String sentence() {
        return rule.sentence();
    }
}

package tunewise.web;

import java.util.List;
import tunewise.advice.Knowhow;
import tunewise.rulebook.RuleInfo;

/**
 * A rule in force, with what it rests on.
 *
 * @param used how often it fired, in words
 * @param fixture what tests it, as written; empty for nothing
 */
record RuleView(RuleInfo rule, String phase, List<Cited> sources, String release, String used, String fixture) {
    static RuleView of(RuleInfo rule, Knowhow knowhow, String used, String fixture) {
        return new RuleView(
                rule,
                Words.phase(rule.phase()),
                Cited.of(rule.sources(), knowhow.catalog().sources()),
                knowhow.release(),
                used,
                fixture);
    }

    /** The part of the rule's name after its id. */
    String sentence() {
        return rule.sentence();
    }
}

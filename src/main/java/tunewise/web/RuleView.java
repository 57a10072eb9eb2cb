package tunewise.web;

import java.util.List;
import tunewise.advice.Knowhow;
import tunewise.rulebook.RuleInfo;

/** A rule in force, with what it rests on. */
record RuleView(RuleInfo rule, String phase, List<AnswerView.Cited> sources, String release) {
    static RuleView of(RuleInfo rule, Knowhow knowhow) {
        return new RuleView(
                rule,
                Words.phase(rule.phase()),
                Cites.of(rule.sources(), knowhow.catalog().sources()),
                knowhow.release());
    }

    /** The part of the rule's name after its id. */
    String sentence() {
        return rule.sentence();
    }
}

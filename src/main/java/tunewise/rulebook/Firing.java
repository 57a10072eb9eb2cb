package tunewise.rulebook;

import java.util.List;
import tunewise.plan.Finding;
import tunewise.rulebook.language.RuleInfo;

/**
 * One rule that fired.
 *
 * @param facts what it matched, in words
 */
public record Firing(RuleInfo rule, List<String> facts, Finding finding) {
    public Firing {
        facts = List.copyOf(facts);
    }
}

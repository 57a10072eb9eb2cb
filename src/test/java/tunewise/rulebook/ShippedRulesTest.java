package tunewise.rulebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tunewise.fixtures.ShippedRules;
import tunewise.rulebook.guard.RuleCheck;
import tunewise.rulebook.language.RuleInfo;

/** The project's own rules pass their own guard. */
class ShippedRulesTest {

    @Test
    void noCheckSpeaksAgainstTheRulesOfThisProject() {
        assertEquals(List.of(), RuleCheck.read(ShippedRules.FILES, null).faults());
    }

    @Test
    void everyRuleThatExcludesSaysWhatWouldChangeThat() {
        List<RuleInfo> excluding = ShippedRules.loaded().rulebook().rules().stream()
                .filter(rule -> rule.text().contains("Exclusion."))
                .toList();

        assertTrue(excluding.size() > 15, excluding.toString());
        assertEquals(
                List.of(),
                excluding.stream()
                        .filter(rule -> rule.remedy().isEmpty())
                        .map(RuleInfo::id)
                        .toList());
    }
}

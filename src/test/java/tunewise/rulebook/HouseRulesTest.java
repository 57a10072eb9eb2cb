package tunewise.rulebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tunewise.fixtures.House;

/** The project's own rules pass their own guard. */
class HouseRulesTest {

    @Test
    void noCheckSpeaksAgainstTheRulesOfThisProject() {
        assertEquals(List.of(), RuleCheck.read(House.FILES, null).faults());
    }
}

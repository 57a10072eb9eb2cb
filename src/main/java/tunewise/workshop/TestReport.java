package tunewise.workshop;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import tunewise.catalog.Fault;

/**
 * What came of running fixtures and scenarios.
 *
 * @param unreached rules that fired in none of them
 * @param faults everything that is not as it should be, with its place; none when the test is passed
 */
public record TestReport(
        List<CaseResult> cases, List<ScenarioResult> scenarios, List<String> unreached, List<Fault> faults) {
    public TestReport {
        cases = List.copyOf(cases);
        scenarios = List.copyOf(scenarios);
        unreached = List.copyOf(unreached);
        faults = List.copyOf(faults);
    }

    public boolean passed() {
        return faults.isEmpty();
    }

    /**
     * One case of a fixture.
     *
     * @param applies whether the rule was to fire
     * @param fired rules of the phase that fired
     * @param found texts of what the rule found
     * @param complaint what is not as the case says; empty when it passed
     */
    public record CaseResult(
            String rule,
            String file,
            int line,
            boolean applies,
            String why,
            List<String> fired,
            List<String> found,
            String complaint) {
        /** Where the case stands. */
        public String place() {
            return file + ":" + line;
        }

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public boolean passed() {
            return complaint.isEmpty();
        }
    }

    /**
     * One scenario.
     *
     * @param fired rules that fired
     * @param differences what is not as expected
     */
    public record ScenarioResult(
            String name, String file, String story, List<String> fired, List<String> differences) {}
}

package tunewise.workshop;

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
     */
    public record CaseResult(
            String rule, String file, int line, boolean applies, String why, List<String> fired, boolean passed) {}

    /**
     * One scenario.
     *
     * @param fired rules that fired
     * @param differences what is not as expected
     */
    public record ScenarioResult(
            String name, String file, String story, List<String> fired, List<String> differences) {}
}

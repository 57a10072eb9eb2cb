package tunewise.workshop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Fault;

/**
 * What came of checking and testing a workspace.
 *
 * @param checkFaults what keeps it from answering; none when it is sound
 * @param warnings what is worth a look
 * @param testReport null when it could not be tested, because it is faulty or nothing tests it
 * @param compiled null when it is faulty
 */
public record Examination(
        List<Fault> checkFaults,
        List<Fault> warnings,
        @Nullable TestReport testReport,
        @Nullable LoadedRelease compiled) {
    public Examination {
        checkFaults = checkFaults.stream().sorted().toList();
        warnings = warnings.stream().sorted().toList();
    }

    /** Whether it may be published: sound, and as its fixtures and scenarios say, where there are any. */
    public boolean passed() {
        return faults().isEmpty();
    }

    /** Everything wrong, of check and test. */
    public List<Fault> faults() {
        List<Fault> faults = new ArrayList<>(checkFaults);
        tests().ifPresent(report -> faults.addAll(report.faults()));
        return faults.stream().sorted().toList();
    }

    public Optional<TestReport> tests() {
        return Optional.ofNullable(testReport);
    }

    public Optional<LoadedRelease> loaded() {
        return Optional.ofNullable(compiled);
    }
}

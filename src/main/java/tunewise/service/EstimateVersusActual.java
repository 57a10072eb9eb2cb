package tunewise.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate;
import tunewise.advice.Recommendation;
import tunewise.advice.Setup;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.RunReport;

/**
 * What runs came to beside what was estimated of them.
 *
 * @param runs newest first
 * @param groups by stack, GPU and method
 */
public record EstimateVersusActual(List<Run> runs, List<Group> groups) {
    /** So many of the newest reports are looked at. */
    public static final int MOST_REPORTS = 10_000;

    /**
     * A run. Each error is what was measured over what was estimated, less one: 0.1 is 10 % more than estimated; null
     * where nobody looked.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Run(
            RunReport report,
            String stack,
            String gpu,
            String method,
            @Nullable Double memoryError,
            @Nullable Double speedError,
            @Nullable Double hoursError,
            @Nullable Double costError,
            boolean outOfMemory) {
        /** Empty where the recommendation had no set-up to run. */
        public static Optional<Run> of(RunReport report, Recommendation answer) {
            Setup setup = answer.setup();
            Estimate estimate = answer.estimate();
            if (setup == null || estimate == null) {
                return Optional.empty();
            }
            RunReport.Ran ran = report.ran();
            return Optional.of(new Run(
                    report,
                    setup.stack(),
                    setup.gpu(),
                    setup.method().id(),
                    error(ran.peakGib(), estimate.memory().totalGib()),
                    error(ran.tokensPerSecond(), estimate.tokensPerSecond().central()),
                    error(ran.hours(), estimate.hours().central()),
                    error(ran.usd(), estimate.costUsd().central()),
                    ran.outOfMemory()));
        }

        private static @Nullable Double error(@Nullable Double measured, double estimated) {
            return measured == null || estimated <= 0 ? null : measured / estimated - 1;
        }
    }

    /** Median errors of the runs that have something in common. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Group(
            String by,
            String value,
            int runs,
            int outOfMemory,
            @Nullable Double memoryError,
            @Nullable Double speedError,
            @Nullable Double hoursError,
            @Nullable Double costError) {}

    /** All reports of a ledger whose recommendations are still there. */
    public static EstimateVersusActual of(Ledger ledger) {
        List<Run> runs = new ArrayList<>();
        visit(ledger, (report, answer) -> Run.of(report, answer).ifPresent(runs::add));
        return of(runs);
    }

    /** The same of these runs, newest first. */
    public static EstimateVersusActual of(List<Run> runs) {
        List<Group> groups = new ArrayList<>();
        groups.addAll(groups("stack", runs, Run::stack));
        groups.addAll(groups("gpu", runs, Run::gpu));
        groups.addAll(groups("method", runs, Run::method));
        return new EstimateVersusActual(List.copyOf(runs), List.copyOf(groups));
    }

    /** Hands over each report with the recommendation that was run, newest first. */
    public static void visit(Ledger ledger, BiConsumer<RunReport, Recommendation> visitor) {
        for (RunReport report : ledger.feedback().reports(MOST_REPORTS)) {
            ledger.find(report.recommendation())
                    .filter(entry -> !entry.erased())
                    .map(AdviceService::recommendation)
                    .ifPresent(answer -> visitor.accept(report, answer));
        }
    }

    /** What runs of one recommendation came to, newest first. */
    public static List<Run> of(Ledger ledger, Recommendation answer) {
        return ledger.feedback().reports(MOST_REPORTS).stream()
                .filter(report -> report.recommendation().equals(answer.id()))
                .flatMap(report -> Run.of(report, answer).stream())
                .toList();
    }

    private static List<Group> groups(String by, List<Run> runs, Function<Run, String> value) {
        Map<String, List<Run>> alike = new TreeMap<>();
        runs.forEach(run -> alike.computeIfAbsent(value.apply(run), any -> new ArrayList<>())
                .add(run));
        return alike.entrySet().stream()
                .map(each -> new Group(
                        by,
                        each.getKey(),
                        each.getValue().size(),
                        (int) each.getValue().stream().filter(Run::outOfMemory).count(),
                        median(each.getValue(), Run::memoryError),
                        median(each.getValue(), Run::speedError),
                        median(each.getValue(), Run::hoursError),
                        median(each.getValue(), Run::costError)))
                .toList();
    }

    private static @Nullable Double median(List<Run> runs, Function<Run, @Nullable Double> error) {
        List<Double> known = runs.stream()
                .map(error)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .sorted()
                .toList();
        return known.isEmpty() ? null : median(known);
    }

    /** The median of sorted values, of which there is one at least. */
    public static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}

package tunewise.estimate.accuracy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tunewise.catalog.Catalog;
import tunewise.catalog.PublishedRun.Probe;
import tunewise.catalog.Stack;
import tunewise.estimate.Estimator;
import tunewise.estimate.MemoryEstimate;
import tunewise.estimate.Range;
import tunewise.estimate.TrainingConfig;
import tunewise.estimate.accuracy.MeasuredError.MemoryRun;
import tunewise.estimate.accuracy.MeasuredError.SpeedRun;

/**
 * How far the estimator is from what was measured. Runs are compared with what their probe shows: what torch allocated
 * or reserved, or what the card held where nobody says how the figure came about. An ambiguous unit counts halfway.
 */
public final class Accuracy {
    private Accuracy() {}

    /**
     * One run beside its estimate, in GiB or in tokens/s of one GPU.
     *
     * @param error share by which the estimate is more than what was measured
     * @param leftOut the same if the run's own source had published nothing
     * @param held whether the range of that estimate holds what was measured
     */
    public record Comparison(
            String id,
            String kind,
            String source,
            String method,
            double measured,
            Range estimated,
            double error,
            double leftOut,
            boolean held) {
        public boolean covered() {
            return measured <= estimated.high();
        }

        /** Whether what was measured lies between low and high. */
        public boolean inside() {
            return covered() && measured >= estimated.low();
        }
    }

    /**
     * Errors of a group of runs, as shares.
     *
     * @param under share of runs that were estimated too low
     * @param covered share of runs at or below the upper end
     * @param inside share of runs between both ends
     * @param leftOut median if each run's own source had published nothing
     * @param held share of runs between both ends, likewise
     */
    public record Summary(
            String group,
            int runs,
            double median,
            double p90,
            double worst,
            double under,
            double covered,
            double inside,
            double leftOut,
            double held) {
        public static Summary of(String group, List<Comparison> comparisons) {
            double[] errors = sorted(comparisons, Comparison::error);
            int runs = errors.length;
            return new Summary(
                    group,
                    runs,
                    quantile(errors, 0.5),
                    quantile(errors, 0.9),
                    errors[runs - 1],
                    comparisons.stream()
                                    .filter(comparison -> comparison.error() < 0)
                                    .count()
                            / (double) runs,
                    comparisons.stream().filter(Comparison::covered).count() / (double) runs,
                    comparisons.stream().filter(Comparison::inside).count() / (double) runs,
                    quantile(sorted(comparisons, Comparison::leftOut), 0.5),
                    comparisons.stream().filter(Comparison::held).count() / (double) runs);
        }

        private static double[] sorted(List<Comparison> comparisons, ToDoubleFunction<Comparison> error) {
            return comparisons.stream()
                    .mapToDouble(comparison -> Math.abs(error.applyAsDouble(comparison)))
                    .sorted()
                    .toArray();
        }

        private static double quantile(double[] sorted, double share) {
            return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
        }
    }

    /** All comparisons; summaries by kind, source and method; and as a table for people. */
    public record Report(List<Comparison> comparisons) {
        public Report {
            comparisons = List.copyOf(comparisons);
        }

        /** The runs of one kind: {@code traced}, {@code allocated}, {@code other} or {@code speed}. */
        public List<Comparison> of(String kind) {
            return comparisons.stream()
                    .filter(comparison -> comparison.kind().equals(kind))
                    .toList();
        }

        public Summary overall(String kind) {
            return Summary.of(kind, of(kind));
        }

        public List<Summary> summaries() {
            Map<String, List<Comparison>> groups = new LinkedHashMap<>();
            for (String kind : List.of("traced", "allocated", "other", "speed")) {
                Map<String, List<Comparison>> parts = new TreeMap<>();
                for (Comparison comparison : of(kind)) {
                    parts.computeIfAbsent(kind + " " + comparison.method(), any -> new ArrayList<>())
                            .add(comparison);
                    parts.computeIfAbsent(kind + " from " + comparison.source(), any -> new ArrayList<>())
                            .add(comparison);
                }
                if (!of(kind).isEmpty()) {
                    groups.put(kind, of(kind));
                }
                groups.putAll(parts);
            }
            return groups.entrySet().stream()
                    .map(group -> Summary.of(group.getKey(), group.getValue()))
                    .toList();
        }

        /** The table that people read. */
        public String text() {
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%-32s %5s %8s %8s %8s %8s %8s %8s %8s %8s%n",
                    "runs",
                    "count",
                    "median",
                    "left out",
                    "p90",
                    "worst",
                    "under",
                    "covered",
                    "inside",
                    "held"));
            for (Summary summary : summaries()) {
                text.append(String.format(
                        Locale.ROOT,
                        "%-32s %5d %7.1f%% %7.1f%% %7.1f%% %7.1f%% %7.0f%% %7.1f%% %7.1f%% %7.1f%%%n",
                        summary.group(),
                        summary.runs(),
                        100 * summary.median(),
                        100 * summary.leftOut(),
                        100 * summary.p90(),
                        100 * summary.worst(),
                        100 * summary.under(),
                        100 * summary.covered(),
                        100 * summary.inside(),
                        100 * summary.held()));
            }
            return text + failures();
        }

        /** The runs above their upper end, which would have failed where we said that they fit. */
        private String failures() {
            String rows = comparisons.stream()
                    .filter(comparison -> !comparison.kind().equals("speed") && !comparison.covered())
                    .map(comparison -> String.format(
                            Locale.ROOT,
                            "%-32s %8.1f GiB measured, at most %.1f estimated%n",
                            comparison.id() + " from " + comparison.source(),
                            comparison.measured(),
                            comparison.estimated().high()))
                    .collect(Collectors.joining());
            return rows.isEmpty() ? "" : String.format("%nAbove the upper end:%n") + rows;
        }
    }

    /** Compares the estimator with the runs of a folder like {@code fixtures/measured}. */
    public static Report measure(Path folder, Catalog catalog) throws IOException {
        Estimator estimator = Estimator.of(catalog);
        MeasuredError measured = MeasuredError.read(folder, catalog);
        List<Comparison> comparisons = new ArrayList<>();
        LeaveOneOut others = new LeaveOneOut(catalog, measured);
        measured.memory().forEach(run -> comparisons.add(memory(estimator, run, others)));
        measured.speed().forEach(run -> comparisons.add(speed(estimator, run, others)));
        return new Report(comparisons);
    }

    private static Comparison memory(Estimator estimator, MemoryRun run, LeaveOneOut others) {
        boolean allocated = run.probe() == Probe.ALLOCATED;
        Range range = memory(estimator, run, run.stack());
        Range without = run.traced() ? range : others.without(run, stack -> memory(estimator, run, stack));
        String kind = run.traced() ? "traced" : allocated ? "allocated" : "other";
        return comparison(run.id(), kind, run.source(), run.config(), run.gib(), range, without);
    }

    private static Range memory(Estimator estimator, MemoryRun run, Stack stack) {
        MemoryEstimate estimate = estimator.memory(run.model(), run.config(), stack);
        return switch (run.probe()) {
            case ALLOCATED -> estimate.allocatedGib();
            case RESERVED -> estimate.reservedGib();
            case UNKNOWN -> estimate.totalGib();
        };
    }

    private static Comparison speed(Estimator estimator, SpeedRun run, LeaveOneOut others) {
        return comparison(
                run.id(),
                "speed",
                run.source(),
                run.config(),
                run.tokensPerSecondPerGpu(),
                speed(estimator, run, run.stack()),
                others.without(run, stack -> speed(estimator, run, stack)));
    }

    private static Range speed(Estimator estimator, SpeedRun run, Stack stack) {
        return estimator.speed(run.model(), run.config(), run.gpu(), stack).tokensPerSecondPerGpu();
    }

    private static Comparison comparison(
            String id, String kind, String source, TrainingConfig config, double measured, Range range, Range without) {
        return new Comparison(
                id,
                kind,
                source,
                config.method().id(),
                measured,
                range,
                range.central() / measured - 1,
                without.central() / measured - 1,
                without.low() <= measured && measured <= without.high());
    }
}

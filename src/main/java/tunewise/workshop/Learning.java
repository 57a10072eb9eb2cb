package tunewise.workshop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate;
import tunewise.advice.Recommendation;
import tunewise.catalog.Catalog;
import tunewise.catalog.Coefficient;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.Stack;
import tunewise.catalog.csv.CatalogReader;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.RunReport;
import tunewise.question.Knowledge;
import tunewise.service.EstimateVersusActual;
import tunewise.training.Quantization;

/**
 * What the estimator could learn from runs that people reported: factors of catalogs, for an analyst to look at. Only runs
 * count that were estimated by the figures that a draft would change, so that nothing is corrected twice.
 *
 * @param factors what would change
 * @param runs reports that could be compared
 * @param others reports whose estimates were made by the guide or by other figures
 * @param notes what was seen and leads to no change
 */
public record Learning(List<Factor> factors, int runs, int others, List<String> notes) {
    /** So few runs say nothing about a stack. */
    public static final int LEAST_RUNS = 5;

    /** So many recommendations have to be among them: one that was run often is one set-up. */
    public static final int LEAST_RECOMMENDATIONS = 3;

    /** Less than this is noise. */
    public static final double LEAST_ERROR = 0.05;

    private static final String STACKS = "rules/catalog/stacks.csv";
    private static final String ESTIMATOR = "rules/catalog/estimator.csv";
    private static final String GPUS = "rules/catalog/gpus.csv";
    private static final String SOURCES = "rules/catalog/sources.csv";
    private static final List<String> FIGURES = List.of(STACKS, ESTIMATOR, GPUS);
    private static final String SOURCE = "reported-runs";

    public Learning {
        factors = List.copyOf(factors);
        notes = List.copyOf(notes);
    }

    /**
     * A cell of a catalog that would hold another figure.
     *
     * @param row what stands in its first column
     * @param runs that it is taken from
     * @param error median of measured over estimated, less one
     */
    public record Factor(String file, String row, String column, double before, double after, int runs, double error) {}

    /** What the reports of a ledger say about the figures of a workspace. */
    public static Learning of(Ledger ledger, Workspace piece) {
        Catalog catalog = CatalogReader.read(piece.rules());
        Map<String, Boolean> sameFigures = new HashMap<>();
        List<Seen> seen = new ArrayList<>();
        List<RunReport> others = new ArrayList<>();
        EstimateVersusActual.visit(ledger, (report, answer) -> {
            boolean comparable = answer.knowledge() == Knowledge.EVIDENCE
                    && answer.setup() != null
                    && answer.estimate() != null
                    && sameFigures.computeIfAbsent(answer.release().id(), release -> ledger.publications()
                            .release(release)
                            .filter(files -> sameFigures(files, piece.rules()))
                            .isPresent());
            if (comparable) {
                seen.add(new Seen(report, answer));
            } else {
                others.add(report);
            }
        });
        List<Factor> factors = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Stack stack : catalog.stacks()) {
            speed(stack, seen, notes).ifPresent(factors::add);
        }
        for (EstimatorCoefficient share :
                List.of(EstimatorCoefficient.TRANSIENT_SHARE, EstimatorCoefficient.QUANTISED_TRANSIENT_SHARE)) {
            memory(share, catalog, seen, notes).ifPresent(factors::add);
        }
        return new Learning(factors, seen.size(), others.size(), notes);
    }

    private static boolean sameFigures(RuleFiles some, RuleFiles others) {
        return FIGURES.stream()
                .allMatch(path ->
                        Objects.equals(some.files().get(path), others.files().get(path)));
    }

    /** Tokens a second are as good as proportional to a stack's efficiency. */
    private static Optional<Factor> speed(Stack stack, List<Seen> seen, List<String> notes) {
        Sample sample = Sample.of(
                seen.stream().filter(run -> run.stack().equals(stack.id())).toList(), Seen::speed);
        return sample.isEnough("speeds with " + stack.name(), notes)
                ? Optional.of(new Factor(
                        STACKS,
                        stack.id(),
                        "efficiency",
                        stack.efficiency(),
                        rounded(stack.efficiency() * sample.median()),
                        sample.values.size(),
                        sample.median() - 1))
                : Optional.empty();
    }

    /** What comes and goes in a step is what versions differ in; weights and states are exact. */
    private static Optional<Factor> memory(
            EstimatorCoefficient share, Catalog catalog, List<Seen> seen, List<String> notes) {
        boolean quantised = share == EstimatorCoefficient.QUANTISED_TRANSIENT_SHARE;
        String what = quantised ? "peaks over a quantised base" : "peaks over a 16-bit base";
        double slack = coefficient(catalog, EstimatorCoefficient.SLACK_SHARE).value();
        List<Seen> runs =
                seen.stream().filter(run -> run.quantised() == quantised).toList();
        Sample total = Sample.of(runs, Seen::memory);
        if (!total.isEnough(what, notes)) {
            return Optional.empty();
        }
        Coefficient known = coefficient(catalog, share);
        double wanted = rounded(
                known.value() * Sample.of(runs, run -> run.passingShare(slack)).median());
        if (wanted < known.low() || wanted > known.high()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%d %s are %+.0f%% off, and %s would have to be %.2f, outside of its range of %.2f to %.2f:"
                            + " something else differs.",
                    total.values.size(),
                    what,
                    100 * (total.median() - 1),
                    share.id(),
                    wanted,
                    known.low(),
                    known.high()));
            return Optional.empty();
        }
        return Optional.of(new Factor(
                ESTIMATOR, share.id(), "value", known.value(), wanted, total.values.size(), total.median() - 1));
    }

    private static Coefficient coefficient(Catalog catalog, EstimatorCoefficient name) {
        return Objects.requireNonNull(catalog.coefficients().get(name));
    }

    /** The files that this changes, by path. */
    public SortedMap<String, @Nullable String> texts(SortedMap<String, String> files) {
        SortedMap<String, @Nullable String> texts = new TreeMap<>();
        for (Factor factor : factors) {
            String text =
                    Optional.ofNullable(texts.get(factor.file)).orElseGet(() -> files.getOrDefault(factor.file, ""));
            CatalogTable table = CatalogTable.read(text).orElseThrow();
            for (int i = 0; i < table.rows().size(); i++) {
                List<String> cells = new ArrayList<>(table.rows().get(i).cells());
                if (cells.get(0).equals(factor.row)) {
                    cells.set(table.columns().indexOf(factor.column), plain(factor.after));
                    int source = table.columns().indexOf("source");
                    if (!List.of(cells.get(source).split(" ", -1)).contains(SOURCE)) {
                        cells.set(source, cells.get(source) + " " + SOURCE);
                    }
                    texts.put(factor.file, table.with(Map.of(i, cells), List.of()));
                }
            }
        }
        CatalogTable sources =
                CatalogTable.read(files.getOrDefault(SOURCES, "")).orElseThrow();
        if (!factors.isEmpty()
                && sources.rows().stream().noneMatch(row -> row.cells().get(0).equals(SOURCE))) {
            texts.put(
                    SOURCES,
                    sources.with(
                            Map.of(),
                            List.of(List.of(
                                    SOURCE,
                                    "measured",
                                    "Runs that people reported, in the ledger",
                                    "Measured over estimated, in the median, of runs that were recommended here."))));
        }
        return texts;
    }

    private static double rounded(double value) {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).doubleValue();
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** A run beside what was estimated of it. */
    private record Seen(RunReport report, Recommendation answer) {
        String stack() {
            return Objects.requireNonNull(answer.setup()).stack();
        }

        boolean quantised() {
            return Objects.requireNonNull(answer.setup()).quantization() != Quantization.NONE;
        }

        @Nullable
        Double speed() {
            Double measured = report.ran().tokensPerSecond();
            return measured == null
                    ? null
                    : measured
                            / Objects.requireNonNull(answer.estimate())
                                    .tokensPerSecond()
                                    .central();
        }

        @Nullable
        Double memory() {
            Double measured = report.ran().peakGib();
            return measured == null || report.ran().outOfMemory()
                    ? null
                    : measured
                            / Objects.requireNonNull(answer.estimate()).memory().totalGib();
        }

        /** By what the part that comes and goes would have to be multiplied; the allocator holds a share more of it. */
        @Nullable
        Double passingShare(double slack) {
            Double measured = report.ran().peakGib();
            Estimate.Memory memory = Objects.requireNonNull(answer.estimate()).memory();
            double passing = (Objects.requireNonNullElse(memory.activationsGib(), 0.0)
                            + Objects.requireNonNullElse(memory.logitsGib(), 0.0))
                    * (1 + slack);
            return measured == null || report.ran().outOfMemory() || passing <= 0
                    ? null
                    : 1 + (measured - memory.totalGib()) / passing;
        }
    }

    /** Ratios of measured to estimated. */
    private record Sample(List<Double> values, int recommendations) {
        interface Ratio {
            @Nullable
            Double of(Seen run);
        }

        static Sample of(List<Seen> runs, Ratio ratio) {
            List<Double> values = new ArrayList<>();
            Set<String> recommendations = new HashSet<>();
            for (Seen run : runs) {
                Double value = ratio.of(run);
                if (value != null) {
                    values.add(value);
                    recommendations.add(run.answer.id());
                }
            }
            values.sort(null);
            return new Sample(values, recommendations.size());
        }

        double median() {
            return EstimateVersusActual.median(values);
        }

        /** Whether they say something; why they do not is noted. */
        boolean isEnough(String what, List<String> notes) {
            if (values.isEmpty()) {
                return false;
            }
            if (values.size() < LEAST_RUNS || recommendations < LEAST_RECOMMENDATIONS) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%d %s from %d %s are too few; we need %d from %d.",
                        values.size(),
                        what,
                        recommendations,
                        recommendations == 1 ? "recommendation" : "recommendations",
                        LEAST_RUNS,
                        LEAST_RECOMMENDATIONS));
                return false;
            }
            if (Math.abs(median() - 1) < LEAST_ERROR) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%d %s are %+.1f%% off in the median, which is close enough.",
                        values.size(),
                        what,
                        100 * (median() - 1)));
                return false;
            }
            return true;
        }
    }
}

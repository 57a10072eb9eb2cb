package tunewise.estimate.accuracy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.PublishedRun;
import tunewise.catalog.Stack;
import tunewise.estimate.Estimator;
import tunewise.estimate.Images;
import tunewise.estimate.MemoryEstimate;
import tunewise.estimate.ObjectiveSetup;
import tunewise.estimate.Range;
import tunewise.estimate.TrainingConfig;
import tunewise.training.Method;
import tunewise.training.Quantization;

/** The runs that somebody published, each beside what the estimator says of that very run. Immutable. */
public final class PublishedRuns {
    private final List<Compared> runs;
    private final int most;
    private final double sizeFactor;

    private PublishedRuns(List<Compared> runs, int most, double sizeFactor) {
        this.runs = List.copyOf(runs);
        this.most = most;
        this.sizeFactor = sizeFactor;
    }

    /**
     * A run and its estimate.
     *
     * @param gpu null where the run's peak does not depend on it
     * @param estimated GiB as the run's probe shows them, or tokens/s of one GPU
     */
    public record Compared(PublishedRun run, Model model, @Nullable Gpu gpu, Range estimated) {}

    /**
     * What to look near of.
     *
     * @param gpu id; null where none was named
     */
    public record Place(
            Model model,
            Method method,
            Quantization quantization,
            int microBatch,
            int sequenceLength,
            String stack,
            @Nullable String gpu,
            int gpuCount) {
        private double tokens() {
            return (double) microBatch * sequenceLength;
        }
    }

    public static PublishedRuns of(Catalog catalog, Estimator estimator) {
        Map<String, Model> models = new HashMap<>();
        catalog.models().forEach(model -> models.put(model.id(), model));
        List<Compared> compared = new ArrayList<>();
        for (PublishedRun run : catalog.publishedRuns()) {
            Model model = Objects.requireNonNull(models.get(run.model()));
            Gpu gpu = run.gpu() == null ? null : catalog.gpu(run.gpu()).orElseThrow();
            Stack stack = catalog.stack(run.stack()).orElseThrow();
            compared.add(new Compared(run, model, gpu, estimated(estimator, run, model, gpu, stack)));
        }
        return new PublishedRuns(
                compared,
                (int) catalog.policy(PolicyValue.NEARBY_RUNS),
                catalog.policy(PolicyValue.NEARBY_SIZE_FACTOR));
    }

    /**
     * The runs nearest to a place, of memory first and then of speed. Near are only runs of the same method on a base of
     * the same kind. The closest size comes first, then the same stack, the same GPU, as many of them, and the closest number of tokens in a
     * micro batch.
     */
    public List<Compared> near(Place place) {
        return Stream.concat(nearest(place, run -> run.peakGib() != null), nearest(place, run -> run.peakGib() == null))
                .toList();
    }

    private Stream<Compared> nearest(Place place, Predicate<PublishedRun> kind) {
        return runs.stream()
                .filter(compared -> kind.test(compared.run()))
                .filter(compared -> alike(place, compared.run()))
                .filter(compared -> sizeRatio(place, compared) <= sizeFactor)
                .sorted(Comparator.comparingDouble((Compared compared) -> sizeRatio(place, compared))
                        .thenComparing(compared -> !compared.run().stack().equals(place.stack()))
                        .thenComparing(
                                compared -> !Objects.equals(compared.run().gpu(), place.gpu()))
                        .thenComparing(compared -> compared.run().gpuCount() != place.gpuCount())
                        .thenComparingDouble(
                                compared -> ratio((double) compared.run().tokens(), place.tokens()))
                        .thenComparing(compared -> compared.run().id()))
                .limit(most);
    }

    private static boolean alike(Place place, PublishedRun run) {
        return run.method() == place.method()
                && (run.quantization() == Quantization.NONE) == (place.quantization() == Quantization.NONE);
    }

    private static double sizeRatio(Place place, Compared compared) {
        return ratio(
                (double) compared.model().parameters(), (double) place.model().parameters());
    }

    private static double ratio(double one, double other) {
        return Math.max(one, other) / Math.min(one, other);
    }

    private static Range estimated(Estimator estimator, PublishedRun run, Model model, @Nullable Gpu gpu, Stack stack) {
        TrainingConfig config = new TrainingConfig(
                run.method(),
                run.rank(),
                run.targets(),
                run.quantization(),
                run.microBatch(),
                run.sequenceLength(),
                run.checkpointing(),
                TrainingConfig.attention(run.flashAttention(), run.extras()),
                run.precision(),
                run.optimizer(),
                run.loss(),
                run.kbitFp32(),
                run.gpuCount(),
                run.sharding(),
                run.extras(),
                ObjectiveSetup.SFT,
                Images.NONE);
        if (run.probe() == null) {
            return estimator
                    .speed(model, config, Objects.requireNonNull(gpu), stack)
                    .tokensPerSecondPerGpu();
        }
        MemoryEstimate memory = estimator.memory(model, config, stack);
        return switch (run.probe()) {
            case ALLOCATED -> memory.allocatedGib();
            case RESERVED -> memory.reservedGib();
            case UNKNOWN -> memory.totalGib();
        };
    }
}

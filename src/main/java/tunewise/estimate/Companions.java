package tunewise.estimate;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Coefficient;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.training.Objective;

/**
 * What stands on the card beside the model that trains, in bytes: the model as it was, a teacher, or the engine that
 * makes up answers. Trainers keep it there for the whole step unless told to put it to sleep.
 */
final class Companions {
    private static final double GIB = 1L << 30;

    private final ModelDimensions dimensions;
    private final @Nullable ModelDimensions teacher;
    private final TrainingConfig config;
    private final HeldWeights held;
    private final boolean sharesRollout;
    private final Map<EstimatorCoefficient, Coefficient> figures;

    Companions(
            ModelDimensions dimensions,
            @Nullable ModelDimensions teacher,
            TrainingConfig config,
            HeldWeights held,
            boolean sharesRollout,
            Map<EstimatorCoefficient, Coefficient> figures) {
        this.dimensions = dimensions;
        this.teacher = teacher;
        this.config = config;
        this.held = held;
        this.sharesRollout = sharesRollout;
        this.figures = figures;
    }

    /** A frozen copy of the model as it was, where all weights train and the loss compares with it. */
    double reference() {
        return held.full && config.runsReference() ? dimensions.total() * referenceBytes() / held.weightShards : 0;
    }

    private double referenceBytes() {
        return held.master ? 4 : 2;
    }

    String referenceText() {
        return words(
                "a frozen copy of the model as it was: %,d weights x %.0f bytes%s",
                dimensions.total(), referenceBytes(), shards());
    }

    /** The teacher's weights in 16 bits. */
    double teacher() {
        return teacher == null ? 0 : 2.0 * teacher.total() / held.weightShards;
    }

    String teacherText() {
        return words(
                "the teacher: %,d weights x 2 bytes%s",
                Objects.requireNonNull(teacher).total(), shards());
    }

    /** What the teacher's forward pass takes of one layer, with nothing kept. */
    double teacherWorking() {
        return teacher == null ? 0 : config.tokens() * (8.0 * teacher.hidden() + 6.0 * teacher.mlp());
    }

    /** Another copy of the weights to generate with, unless the trainer shares its own, and the answers' keys and values. */
    double rollout() {
        if (config.aim().objective() != Objective.GRPO) {
            return 0;
        }
        return copied() + cache() + value(EstimatorCoefficient.ROLLOUT_GIB) * GIB;
    }

    /** Adapters alone train, so that the weights stay as the engine read them. */
    private boolean shares() {
        return sharesRollout && !held.full;
    }

    private double copied() {
        return shares() ? 0 : 2.0 * dimensions.total();
    }

    private double cache() {
        return value(EstimatorCoefficient.ROLLOUT_SEQUENCES) * config.sequenceLength() * dimensions.cacheBytes();
    }

    String rolloutText() {
        String weights = shares() ? "the weights that train" : words("%,d weights x 2 bytes", dimensions.total());
        return words(
                "the same card generates answers: %s, %.2f GiB of keys and values of %.0f answers,"
                        + " and %.1f GiB of the engine",
                weights,
                cache() / GIB,
                value(EstimatorCoefficient.ROLLOUT_SEQUENCES),
                value(EstimatorCoefficient.ROLLOUT_GIB));
    }

    private double value(EstimatorCoefficient coefficient) {
        return Objects.requireNonNull(figures.get(coefficient)).value();
    }

    private String shards() {
        return held.weightShards == 1 ? "" : words(" / %.0f GPUs", held.weightShards);
    }

    private static String words(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}

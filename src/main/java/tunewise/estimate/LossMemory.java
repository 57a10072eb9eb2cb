package tunewise.estimate;

import java.util.Map;
import java.util.Objects;
import tunewise.catalog.Coefficient;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.Stack;
import tunewise.training.Objective;

/**
 * What a loss takes of logits and their like, in bytes.
 *
 * <p>Counted on traces of the losses of TRL 1.13 (fixtures/measured). For a preference the policy keeps its logits and
 * their log-softmax, the reference adds its logits, and the entropy that is logged copies the policy's once more, beside
 * what it works on, 128 tokens at a time. Under autocast Accelerate hands out logits in 32 bits, of which the backward
 * pass has four copies at once. A fused linear loss works on one pair after another with 16 bytes a logit, beside the
 * gradient of the head.
 *
 * @param policy what the policy's logits keep while a reference reads the same samples
 * @param forward at the worst moment of the forward pass
 * @param backward at the start of the backward pass
 */
record LossMemory(double policy, double forward, double backward) {
    private static final int ENTROPY_TOKENS = 128;

    /** A teacher's logits in 16 bits, and their softmax in 32, beside the student's. */
    private static final double TEACHER_LOGIT_BYTES = 8;

    static LossMemory of(
            ModelDimensions dimensions,
            TrainingConfig config,
            Stack stack,
            Map<EstimatorCoefficient, Coefficient> figures) {
        Objective objective = config.aim().objective();
        if (objective.headless()) {
            return new LossMemory(0, 0, 0);
        }
        double taught = objective == Objective.DISTILLATION ? TEACHER_LOGIT_BYTES : 0;
        return switch (config.loss()) {
            case FULL ->
                objective.wholeLogits()
                        ? whole(dimensions, config)
                        : same((stack.logitBytes() + (dimensions.cappedLogits() ? 2 : 0) + taught)
                                * dimensions.vocabulary()
                                * config.tokens());
            case CHUNKED ->
                objective.wholeLogits()
                        ? pairAfterPair(dimensions, config)
                        : same((objective == Objective.DISTILLATION ? 2 : 1)
                                * chunked(dimensions, config, stack, figures));
            case FUSED -> new LossMemory(0, 0, 0);
        };
    }

    private static LossMemory same(double bytes) {
        return new LossMemory(0, bytes, bytes);
    }

    private static double chunked(
            ModelDimensions dimensions,
            TrainingConfig config,
            Stack stack,
            Map<EstimatorCoefficient, Coefficient> figures) {
        double vocabulary = dimensions.vocabulary();
        double chunk = Math.min(value(figures, EstimatorCoefficient.CHUNK_TOKENS), (double) config.tokens());
        return value(figures, EstimatorCoefficient.CHUNK_LOGIT_BYTES) * vocabulary * chunk
                + stack.chunkedLogitBytes() * vocabulary * config.tokens();
    }

    private static double value(Map<EstimatorCoefficient, Coefficient> figures, EstimatorCoefficient coefficient) {
        return Objects.requireNonNull(figures.get(coefficient)).value();
    }

    /** In copies of all logits, each of 2 bytes, or of 4 under autocast. */
    private static LossMemory whole(ModelDimensions dimensions, TrainingConfig config) {
        boolean wide = config.precision().masters();
        double width = wide ? 4 : 2;
        double copy = width * dimensions.vocabulary() * lossTokens(config);
        double entropy = 3 * width * dimensions.vocabulary() * ENTROPY_TOKENS;
        double reference = config.runsReference() ? 1 : 0;
        double policy = wide ? 1 : 2;
        return switch (config.aim().objective()) {
            case KTO -> new LossMemory(policy * copy, (policy + 1.5 + reference) * copy, (wide ? 4 : 3) * copy);
            case ORPO -> new LossMemory(0, 3 * copy, (wide ? 4.5 : 3) * copy);
            // The logits as they are and divided by the temperature.
            case GRPO -> new LossMemory(0, (policy + 1) * copy + entropy, (wide ? 4 : 3) * copy);
            default -> new LossMemory(policy * copy, (policy + 1 + reference) * copy + entropy, (wide ? 4 : 3) * copy);
        };
    }

    /** Tokens whose logits are computed: only those of answers where these are made up while training. */
    private static double lossTokens(TrainingConfig config) {
        ObjectiveSetup aim = config.aim();
        return aim.objective() == Objective.GRPO
                ? (double) config.sequences() * Math.min(aim.completionLength(), config.sequenceLength())
                : config.tokens();
    }

    private static LossMemory pairAfterPair(ModelDimensions dimensions, TrainingConfig config) {
        double atOnce = config.aim().objective().sequences() * lossTokens(config) / config.sequences();
        double headGradient = 2.0 * dimensions.vocabulary() * dimensions.hidden();
        double hidden = 10.0 * dimensions.hidden() * lossTokens(config);
        return new LossMemory(
                0, 16.0 * dimensions.vocabulary() * atOnce + headGradient + hidden, headGradient + hidden);
    }
}

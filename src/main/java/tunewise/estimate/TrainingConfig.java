package tunewise.estimate;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.EnumSet;
import java.util.Set;
import tunewise.catalog.Stack;
import tunewise.question.Extra;
import tunewise.training.AdapterTargets;
import tunewise.training.Attention;
import tunewise.training.Loss;
import tunewise.training.Method;
import tunewise.training.Objective;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/**
 * How a model is trained.
 *
 * @param rank of the adapters; 0 for full fine-tuning
 * @param microBatch samples a GPU takes at once
 * @param sequenceLength tokens a sample is cut or padded to
 * @param kbitFp32 whether norms, embeddings and head of a quantised base are cast to 32 bits
 * @param gpuCount GPUs in all
 * @param aim what the loss asks of the model
 * @param images among the samples
 */
@RecordBuilder
public record TrainingConfig(
        Method method,
        int rank,
        AdapterTargets targets,
        Quantization quantization,
        int microBatch,
        int sequenceLength,
        boolean gradientCheckpointing,
        Attention attention,
        Precision precision,
        Optimizer optimizer,
        Loss loss,
        boolean kbitFp32,
        int gpuCount,
        Sharding sharding,
        Set<Extra> extras,
        ObjectiveSetup aim,
        Images images) {

    public TrainingConfig {
        if (method == Method.FULL ? rank != 0 : rank < 1) {
            throw new IllegalArgumentException(
                    "The rank (%d) must be positive for adapters and 0 without. Maybe you mean %s."
                            .formatted(rank, method == Method.FULL ? "LoRA" : "8"));
        }
        if (microBatch < 1 || sequenceLength < 1 || gpuCount < 1) {
            throw new IllegalArgumentException(
                    "Micro batch (%d), sequence length (%d) and GPU count (%d) must be positive. Maybe one was left out."
                            .formatted(microBatch, sequenceLength, gpuCount));
        }
        if ((quantization == Quantization.NONE) == (method == Method.QLORA)) {
            if (method == Method.QLORA || method == Method.FULL) {
                throw new IllegalArgumentException("%s goes with a %s base, not with %s. Maybe you mean LoRA."
                        .formatted(method.label(), method == Method.QLORA ? "quantised" : "16-bit", quantization.id()));
            }
        }
        extras = extras.isEmpty() ? Set.of() : Set.copyOf(extras);
    }

    /** The usual configuration of a method in a stack: one GPU, micro batch 1, 2,048 tokens, checkpointing. */
    public static TrainingConfig usual(Method method, int rank, Stack stack) {
        boolean full = method == Method.FULL;
        boolean quantised = method == Method.QLORA;
        return new TrainingConfig(
                method,
                full ? 0 : rank,
                AdapterTargets.ALL_LINEAR,
                quantised ? Quantization.NF4_DQ : Quantization.NONE,
                1,
                2048,
                true,
                Attention.SDPA,
                Precision.BF16,
                Optimizer.ADAMW_TORCH_FUSED,
                stack.loss(),
                quantised && stack.kbitFp32(),
                1,
                Sharding.NONE,
                Set.of(),
                ObjectiveSetup.SFT,
                Images.NONE);
    }

    /** Sequences of one micro batch, both of each pair counted. */
    public int sequences() {
        return microBatch * aim.objective().sequences();
    }

    /** The kernel behind what tables say: whether attention keeps no scores, and among the extras whether it is FlashAttention 2. */
    public static Attention attention(boolean withoutScores, Set<Extra> extras) {
        if (!withoutScores) {
            return Attention.EAGER;
        }
        return extras.contains(Extra.FLASH_ATTENTION_2) ? Attention.FLASH_ATTENTION_2 : Attention.SDPA;
    }

    /** Tokens of one micro batch that a GPU works on. */
    public long tokens() {
        long parts = gpusOfASample();
        return ((long) sequences() * sequenceLength + parts - 1) / parts;
    }

    /** GPUs that work on the same sample. */
    public int gpusOfASample() {
        return sharding.dividesSamples() ? gpuCount : 1;
    }

    /** Whether the step runs the reference: a frozen copy, or the model itself with its adapters off. */
    public boolean runsReference() {
        return aim.objective().comparesWithReference() && !has(Extra.REFERENCE_PRECOMPUTED);
    }

    /**
     * Whether attention is handed a mask of tokens x tokens, as a padded batch makes PyTorch's own need one. Where GPUs
     * share a sample none is.
     */
    public boolean masked() {
        return attention == Attention.SDPA && has(Extra.PADDED) && !sharding.dividesSamples();
    }

    public boolean has(Extra extra) {
        return extras.contains(extra);
    }

    public TrainingConfig withBatch(int samples, int length) {
        return copy().microBatch(samples).sequenceLength(length).build();
    }

    public TrainingConfig withCheckpointing(boolean on) {
        return copy().gradientCheckpointing(on).build();
    }

    public TrainingConfig withAttention(Attention kernel) {
        return copy().attention(kernel).build();
    }

    /** Towards another objective, with the loss and the batches that trainers use for it unless told otherwise. */
    public TrainingConfig withAim(ObjectiveSetup other) {
        Objective objective = other.objective();
        TrainingConfig config = copy().aim(other)
                .loss(objective.wholeLogits() || objective == Objective.DISTILLATION ? Loss.FULL : loss)
                .build();
        return objective.padded() ? config.with(Extra.PADDED) : config;
    }

    /** With images among the samples, which no trainer packs. */
    public TrainingConfig withImages(Images some) {
        TrainingConfig config = copy().images(some).build();
        return some.perSample() > 0 ? config.with(Extra.PADDED) : config;
    }

    public TrainingConfig withGpus(int count, Sharding sharding) {
        return copy().gpuCount(count).sharding(sharding).build();
    }

    public TrainingConfig withTargets(AdapterTargets other) {
        return copy().targets(other).build();
    }

    public TrainingConfig withPrecision(Precision other) {
        return copy().precision(other).build();
    }

    public TrainingConfig withOptimizer(Optimizer other) {
        return copy().optimizer(other).build();
    }

    public TrainingConfig with(Extra extra) {
        EnumSet<Extra> more = EnumSet.of(extra);
        more.addAll(extras);
        return copy().extras(more).build();
    }

    private TrainingConfigBuilder copy() {
        return TrainingConfigBuilder.builder(this);
    }
}

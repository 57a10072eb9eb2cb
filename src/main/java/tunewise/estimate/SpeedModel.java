package tunewise.estimate;

import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Coefficient;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.Gpu;
import tunewise.catalog.Stack;
import tunewise.question.Extra;
import tunewise.training.Method;
import tunewise.training.Objective;
import tunewise.training.Precision;
import tunewise.training.Quantization;

/**
 * Tokens a second of a training run.
 *
 * <p>Arithmetic of a token, N being the weights it is multiplied with (every matrix but the input embedding): 2N
 * forward, 2N for the gradients of activations, 2N for those of weights where all are trained, 2N again where
 * checkpointing recomputes the forward pass (arXiv 2205.05198); causal attention adds 2 x layers x width x sequence to
 * each of forward and recompute, and twice that to the backward pass. Time follows from the matmul rate that was
 * measured on the card, since datasheets mislead by up to 40 %.
 */
final class SpeedModel {
    private static final double TERA = 1e12;

    private final ModelDimensions dimensions;
    private final @Nullable ModelDimensions teacher;
    private final TrainingConfig config;
    private final Gpu gpu;
    private final Stack stack;
    private final Placement placement;
    private final Map<EstimatorCoefficient, Coefficient> figures;
    private final double fewExperts;

    SpeedModel(
            ModelDimensions dimensions,
            @Nullable ModelDimensions teacher,
            TrainingConfig config,
            Gpu gpu,
            Stack stack,
            Placement placement,
            Map<EstimatorCoefficient, Coefficient> figures,
            double fewExperts) {
        this.dimensions = dimensions;
        this.teacher = teacher;
        this.config = config;
        this.gpu = gpu;
        this.stack = stack;
        this.placement = placement;
        this.figures = figures;
        this.fewExperts = fewExperts;
    }

    SpeedEstimate estimate() {
        double useful = useful();
        double row = placement.meanTokens() > 0 ? placement.meanTokens() / useful : config.sequenceLength();
        double tokens = config.sequences() * row / config.gpusOfASample();
        double rate = efficiency(tokens) * tflops() * TERA;
        double seen = new TowerWork(dimensions, config).flop();
        double compute =
                (tokens * (matrixFlop() + attentionFlop(row) / value(EstimatorCoefficient.ATTENTION_SHARE)) + seen)
                        / rate;
        double seconds = Math.max(Math.max(compute, floor()), communication(row)) / scaling() + dequantisation();
        Range host = new HostTraffic(dimensions, config, stack, placement, figures).seconds();
        double trained = useful * tokens;
        double training = (seconds + host.central()) / trained;
        Range generating = generating();
        Coefficient spread = figure(EstimatorCoefficient.SPEED_SHARE);
        double quickest = (seconds + host.low()) / trained / (spread.high() * uncertain(Coefficient::high));
        double slowest = (seconds + host.high()) / trained / (spread.low() * uncertain(Coefficient::low));
        Range range = new Range(
                1 / (slowest + generating.high()),
                1 / (training + generating.central()),
                1 / (quickest + generating.low()));
        return new SpeedEstimate(
                range,
                range.times(config.gpuCount()),
                (matrixFlop() + attentionFlop(row) + seen / tokens) / 1e9,
                generating.central() / (training + generating.central()));
    }

    /** Share of a batch's tokens that are no padding; samples are cut at the sequence length, and never padded beyond. */
    private double useful() {
        double share = config.has(Extra.PADDED) ? paddedShare() : 1;
        return Math.min(1, Math.max(share, placement.meanTokens() / config.sequenceLength()));
    }

    /** Samples are padded to the longest of their micro batch: one alone not at all, eight by what was measured. */
    private double paddedShare() {
        double share = value(EstimatorCoefficient.PADDED_SHARE);
        double wasted =
                Math.min(1, Math.log(config.sequences()) / Math.log(value(EstimatorCoefficient.PADDED_BATCH_SAMPLES)));
        return 1 / (1 + (1 / share - 1) * wasted);
    }

    private double matrixFlop() {
        double passes = (config.method() == Method.FULL ? 6 : 4)
                + (config.gradientCheckpointing() ? 2 : 0)
                + 2 * furtherForwardPasses();
        return passes * dimensions.activeMatrixWeights() + (teacher == null ? 0 : 2.0 * teacher.activeMatrixWeights());
    }

    /**
     * Forward passes of a token beside that of the step: of the reference; for KTO those of mismatched answers, by the
     * model and by the reference; for GRPO that which tells how likely the engine's answers were to the trainer; for
     * embeddings that which compares all pairs of a step before any of them is learned from.
     */
    private double furtherForwardPasses() {
        double reference = config.runsReference() ? 1 : 0;
        return switch (config.aim().objective()) {
            case KTO -> 1 + 2 * reference;
            case GRPO, EMBEDDING -> 1;
            default -> reference;
        };
    }

    /** Seconds that making up a token takes, where answers are made up. */
    private Range generating() {
        return config.aim().objective() == Objective.GRPO
                ? new GenerationModel(dimensions, config, gpu, figures).secondsPerToken()
                : Range.exactly(0);
    }

    private double attentionFlop(double row) {
        return 6.0
                * dimensions.attentionLayers()
                * dimensions.queries()
                * row
                * ((config.gradientCheckpointing() ? 4 / 3.0 : 1) + furtherForwardPasses() / 3);
    }

    private double tflops() {
        boolean fp16 = config.precision() == Precision.FP16 && !gpu.supportsBf16();
        return Objects.requireNonNullElse(gpu.matmulTflops(fp16, value(EstimatorCoefficient.DATASHEET_SHARE)), 1.0);
    }

    /** Share of the matmul rate: short micro batches and narrow models leave the card waiting between kernels. */
    private double efficiency(double tokens) {
        double share = stack.efficiency()
                * (tokens / (tokens + value(EstimatorCoefficient.HALF_RATE_TOKENS)))
                * (dimensions.hidden() / (dimensions.hidden() + value(EstimatorCoefficient.HALF_RATE_WIDTH)));
        if (gpu.generation() == Gpu.Generation.HOPPER && !ampleBandwidth()) {
            share *= value(EstimatorCoefficient.HOPPER_SHARE);
        } else if (gpu.generation() == Gpu.Generation.BLACKWELL) {
            share *= value(EstimatorCoefficient.BLACKWELL_SHARE);
        }
        if (fineExperts()) {
            share *= value(EstimatorCoefficient.FINE_EXPERTS_SHARE);
        }
        if (config.method() != Method.FULL) {
            share *= value(EstimatorCoefficient.ADAPTER_SHARE);
        }
        if (config.has(Extra.COMPILED)) {
            share *= value(EstimatorCoefficient.COMPILED_SPEEDUP);
        }
        if (!config.attention().withoutScores()) {
            share *= value(EstimatorCoefficient.EAGER_ATTENTION_SHARE);
        }
        return Math.min(share, value(EstimatorCoefficient.MOST_RATE_SHARE));
    }

    /** Beside little arithmetic, what waits for memory costs little; the H20 has a sixth of an H100's. */
    private boolean ampleBandwidth() {
        return gpu.bandwidthGbS() / tflops() > value(EstimatorCoefficient.HOPPER_MOST_GB_S_A_TFLOPS);
    }

    private boolean fineExperts() {
        return dimensions.shape().experts() > fewExperts;
    }

    /** How far an end of what small experts leave lies from its middle. */
    private double uncertain(ToDoubleFunction<Coefficient> end) {
        if (!fineExperts()) {
            return 1;
        }
        Coefficient share = figure(EstimatorCoefficient.FINE_EXPERTS_SHARE);
        return end.applyAsDouble(share) / share.value();
    }

    /** Launching a micro batch's kernels takes its time, less on a compiled model. */
    private double floor() {
        return stack.floorSeconds() * dimensions.layers() / value(EstimatorCoefficient.REFERENCE_LAYERS);
    }

    /** Weights are dequantised once a pass, whatever the number of tokens; bound by memory bandwidth. */
    private double dequantisation() {
        Quantization quantization = config.quantization();
        if (quantization == Quantization.NONE) {
            return 0;
        }
        double milliseconds =
                value(EstimatorCoefficient.DEQUANTISATION_MS_PER_BILLION) * dimensions.linearWeights() / 1e9;
        double slower = Math.max(
                value(EstimatorCoefficient.REFERENCE_BANDWIDTH_GB_S) / gpu.bandwidthGbS(),
                value(EstimatorCoefficient.REFERENCE_TFLOPS)
                        / tflops()
                        * value(EstimatorCoefficient.DEQUANTISATION_COMPUTE_SHARE));
        return milliseconds / 1e3 * slower * unpackingPasses() / 3;
    }

    /** Products of 8-bit matrices need no unpacking (LLM.int8, arXiv 2208.07339): only the gradient of their inputs does. */
    private int unpackingPasses() {
        if (config.quantization() == Quantization.INT8) {
            return 1;
        }
        return config.gradientCheckpointing() ? 3 : 2;
    }

    private double communication(double row) {
        if (config.gpuCount() == 1) {
            return 0;
        }
        double others = (config.gpuCount() - 1.0) / config.gpuCount();
        double bytes = 2.0 * (config.method() == Method.FULL ? dimensions.total() : 0);
        if (config.sharding().dividesWeights()) {
            bytes += 4.0 * dimensions.total();
        }
        bytes += keysPassedOn(row);
        double rate = value(
                        gpu.link().fast()
                                ? EstimatorCoefficient.SHARDED_GB_S_NVLINK
                                : EstimatorCoefficient.SHARDED_GB_S_PCIE)
                * 1e9;
        return Math.max(bytes * others / rate, betweenMachines(bytes));
    }

    /**
     * Keys and values of one sample, which each GPU that shares it needs of the others: in the forward pass, when that is
     * run again, and in the backward pass together with their gradients.
     */
    private double keysPassedOn(double row) {
        if (!config.sharding().dividesSamples()) {
            return 0;
        }
        int passes = config.gradientCheckpointing() ? 4 : 3;
        return passes
                * 2.0
                * (dimensions.keys() + dimensions.values())
                * dimensions.attentionLayers()
                * config.sequences()
                * row;
    }

    /** Each machine takes in what it does not hold, through one network for all of its GPUs. */
    private double betweenMachines(double bytes) {
        if (placement.nodes() == 1) {
            return 0;
        }
        double elsewhere = (placement.nodes() - 1.0) / placement.nodes();
        return bytes * elsewhere / (placement.gbitPerS() / 8 * 1e9);
    }

    private double scaling() {
        return config.gpuCount() == 1
                ? 1
                : value(gpu.link().fast() ? EstimatorCoefficient.NVLINK_SCALING : EstimatorCoefficient.PCIE_SCALING);
    }

    private Coefficient figure(EstimatorCoefficient coefficient) {
        return Objects.requireNonNull(figures.get(coefficient));
    }

    private double value(EstimatorCoefficient coefficient) {
        return figure(coefficient).value();
    }
}

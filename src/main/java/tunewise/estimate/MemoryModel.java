package tunewise.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Coefficient;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.Stack;
import tunewise.estimate.MemoryEstimate.Kind;
import tunewise.estimate.MemoryEstimate.Moment;
import tunewise.estimate.MemoryEstimate.Part;
import tunewise.question.Extra;
import tunewise.training.Loss;
import tunewise.training.Optimizer;
import tunewise.training.Sharding;

/**
 * Memory of a training step. Weights and states stay; activations, gradients and logits come and go, so the peak is
 * that of the worst of five moments, never the sum of what is never there together.
 */
final class MemoryModel {
    private static final double GIB = 1L << 30;

    private final ModelDimensions dimensions;
    private final TrainingConfig config;
    private final Stack stack;
    private final Map<EstimatorCoefficient, Coefficient> figures;
    private final HeldWeights held;
    private final Companions beside;
    private final Activations activations;
    private final LossMemory loss;
    private final TowerWork tower;
    private final MemoryTexts texts;

    MemoryModel(
            ModelDimensions dimensions,
            @Nullable ModelDimensions teacher,
            TrainingConfig config,
            Stack stack,
            Map<EstimatorCoefficient, Coefficient> figures) {
        this.dimensions = dimensions;
        this.config = config;
        this.stack = stack;
        this.figures = figures;
        loss = LossMemory.of(dimensions, config, stack, figures);
        held = new HeldWeights(dimensions, config, stack);
        beside = new Companions(dimensions, teacher, config, held, stack.sharesRollout(), figures);
        activations = Activations.of(
                dimensions,
                config,
                held.adapters,
                held.adapterBytes,
                stack,
                value(EstimatorCoefficient.COMPILED_ACTIVATION_SHARE));
        tower = new TowerWork(dimensions, config);
        texts = new MemoryTexts(dimensions, config, stack, held, activations, tower);
    }

    MemoryEstimate estimate() {
        double base = held.baseWeights();
        double adapterWeights = held.adapterWeights();
        double states = held.states();
        double persistent = base + adapterWeights + states + beside.reference() + beside.teacher() + beside.rollout();
        Peak peak = peak();
        double overhead = value(EstimatorCoefficient.CONTEXT_GIB) * GIB
                + communication(value(EstimatorCoefficient.COMMUNICATION_GIB));
        double slack =
                value(EstimatorCoefficient.SLACK_GIB) * GIB + value(EstimatorCoefficient.SLACK_SHARE) * varied(peak);
        return assemble(peak, base, adapterWeights, states, persistent, slack, overhead);
    }

    /** GiB over all GPUs that wait in the host's memory: base, gradients and states, and what checkpointing keeps. */
    double hostGib() {
        double bytes = 0;
        if (held.offloaded) {
            bytes += held.wholeBase();
            bytes += held.full ? held.trained * (held.trainedBytes + held.stateBytes()) : 0;
        }
        if (Activations.offloaded(config, stack)) {
            bytes += config.gpuCount() * dimensions.layers() * activations.hidden();
        }
        return bytes / GIB;
    }

    /** Walks through a step: what is there beyond weights and states when each part of it runs. */
    private Peak peak() {
        boolean checkpointed = config.gradientCheckpointing();
        double keptByLayer = checkpointed ? activations.keptHidden() : activations.layerKept();
        double meanKept = checkpointed ? keptByLayer : activations.meanKept();
        double allLayers = dimensions.layers() * meanKept + activations.mask() + tower.kept();
        double lastLayers = (checkpointed ? 2 : 1) * keptByLayer + activations.mask() + tower.kept();
        double atWork = (checkpointed ? activations.layerKept() : 0) + activations.layerWorking();
        double gathered = unsharded();
        double gradients = gradientsAtTheEnd();
        double head = held.full ? (double) held.trainedBytes * dimensions.embeddingWeights() / held.gradientShards : 0;
        double firstMatrix = held.full
                ? (double) held.trainedBytes * dimensions.hidden() * dimensions.mlp() / held.gradientShards
                : 0;
        double notYet = held.full
                ? embeddingGradient() + held.trainedBytes * dimensions.layerWeights() / held.gradientShards
                : 0;

        Peak peak = new Peak();
        offerLoss(peak, allLayers, gathered, head);
        peak.offer(Moment.BACKWARD_START, allLayers + atWork, 0, gathered, head + firstMatrix);
        double beforeLast = checkpointed ? allLayers : allLayers - keptByLayer;
        peak.offer(
                Moment.ATTENTION,
                beforeLast + activations.attentionKept() + activations.scoresWorking(),
                0,
                gathered,
                head + firstMatrix);
        peak.offer(
                Moment.BACKWARD_END, lastLayers + atWork, 0, gathered, Math.max(0, gradients - notYet) + firstMatrix);
        // A tied embedding gets two gradients, of its use as head and as embedding, added up in a third tensor.
        peak.offer(
                Moment.EMBEDDING,
                2 * activations.keptHidden(),
                0,
                gathered,
                gradients + (dimensions.tiedHead() ? 2 * head : 0));
        if (tower.reads()) {
            peak.offer(Moment.VISION, tower.kept() + tower.working(), 0, gathered, tower.trained() ? gradients : 0);
        }
        peak.offer(Moment.STEP, 0, 0, optimizerWorkspace(), gradients);
        return peak;
    }

    /** Unless it is computed at once, the head's gradient is added up chunk by chunk: so far, of the chunk, and their sum. */
    private void offerLoss(Peak peak, double allLayers, double gathered, double head) {
        boolean atOnce = config.loss() == Loss.FULL || config.aim().objective().headless();
        double headCopy = held.full && held.master ? 2.0 * dimensions.embeddingWeights() : 0;
        double kept = allLayers + Activations.finalNorm(dimensions, config);
        peak.offer(Moment.LOSS_BACKWARD, kept, loss.backward(), headCopy + gathered, 0);
        peak.offer(
                Moment.LOSS,
                kept,
                Math.max(loss.forward(), atOnce ? 0 : 2 * head),
                headCopy + gathered,
                atOnce ? 0 : head);
        if (beside.teacherWorking() > 0) {
            peak.offer(Moment.TEACHER, kept + beside.teacherWorking(), 0, headCopy + gathered, 0);
        }
        if (config.runsReference()) {
            peak.offer(Moment.REFERENCE, kept + activations.scoresForward(), loss.policy(), headCopy + gathered, 0);
        }
    }

    private double gradientsAtTheEnd() {
        if (config.has(Extra.OPTIMIZER_IN_BACKWARD) || held.offloaded) {
            return (double) held.trainedBytes * Math.max(dimensions.layerWeights(), dimensions.embeddingWeights());
        }
        return held.trainedWeightBytes / held.gradientShards + buckets();
    }

    private MemoryEstimate assemble(
            Peak peak,
            double base,
            double adapterWeights,
            double states,
            double persistent,
            double slack,
            double overhead) {
        double allocated = persistent + peak.bytes();
        Coefficient shape = figure(EstimatorCoefficient.UNKNOWN_SHAPE_SHARE);
        double lowShape = dimensions.guessed() ? shape.low() : 1;
        double highShape = dimensions.guessed() ? shape.high() : 1;
        Coefficient lasting = figure(EstimatorCoefficient.PERSISTENT_SHARE);
        Coefficient passing = figure(
                held.quantised ? EstimatorCoefficient.QUANTISED_TRANSIENT_SHARE : EstimatorCoefficient.TRANSIENT_SHARE);
        double sure = persistent + peak.gradients() + peak.bytes() - varied(peak);
        double unsure = varied(peak) - peak.gradients();
        double low = lowShape * (sure * lasting.low() + unsure * passing.low());
        double high = highShape
                * Math.max(
                        sure * lasting.high() + unsure * passing.high() + gatheredAhead(),
                        lasting.high() * (persistent + held.trainedWeightBytes / held.gradientShards)
                                + steppedTensor());
        Coefficient slackGib = figure(EstimatorCoefficient.SLACK_GIB);
        Coefficient slackShare = figure(EstimatorCoefficient.SLACK_SHARE);
        double lowReserved = low + slackGib.low() * GIB + slackShare.low() * varied(peak);
        double highReserved = high + slackGib.high() * GIB + slackShare.high() * varied(peak);
        Coefficient context = figure(EstimatorCoefficient.CONTEXT_GIB);
        Coefficient links = figure(EstimatorCoefficient.COMMUNICATION_GIB);
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(Kind.WEIGHTS, base / GIB, texts::weights));
        addIfThere(parts, Kind.REFERENCE, beside.reference(), beside::referenceText);
        addIfThere(parts, Kind.TEACHER, beside.teacher(), beside::teacherText);
        addIfThere(parts, Kind.ROLLOUT, beside.rollout(), beside::rolloutText);
        parts.addAll(List.of(
                new Part(Kind.ADAPTERS, adapterWeights / GIB, texts::adapters),
                new Part(Kind.GRADIENTS, peak.gradients() / GIB, () -> texts.gradients(peak)),
                new Part(Kind.OPTIMIZER, states / GIB, texts::states),
                new Part(Kind.ACTIVATIONS, peak.activations() / GIB, texts::activations),
                new Part(Kind.LOGITS, peak.logits() / GIB, () -> texts.logits(peak)),
                new Part(Kind.WORKSPACE, peak.workspace() / GIB, () -> texts.workspace(peak)),
                new Part(Kind.OVERHEAD, (overhead + slack) / GIB, () -> MemoryTexts.overhead(overhead, slack))));
        return new MemoryEstimate(
                peak.moment(),
                parts,
                new Range(low / GIB, allocated / GIB, high / GIB),
                new Range(lowReserved / GIB, (allocated + slack) / GIB, highReserved / GIB),
                new Range(
                        (lowReserved + communication(links.low())) / GIB + context.low(),
                        (allocated + slack + overhead) / GIB,
                        (highReserved + communication(links.high())) / GIB + context.high()));
    }

    private static void addIfThere(List<Part> parts, Kind kind, double bytes, Supplier<String> formula) {
        if (bytes > 0) {
            parts.add(new Part(kind, bytes / GIB, formula));
        }
    }

    /** DDP copies gradients into buckets as large as all of them; ZeRO reduces in buckets of a set size. */
    private double buckets() {
        if (config.gpuCount() == 1 && !config.sharding().deepSpeed()) {
            return 0;
        }
        double elements = Math.min(held.trained, value(EstimatorCoefficient.ZERO_BUCKET_ELEMENTS));
        return switch (config.sharding()) {
            case NONE, FSDP, FSDP_CP -> 0;
            case DDP -> held.trainedWeightBytes;
            case ZERO1, ZERO2, ZERO3 -> 2.0 * held.trainedBytes * elements;
        };
    }

    /** A gathered layer, or none where weights are not divided. */
    private double gatheredLayer() {
        boolean divided = held.weightShards > 1 || held.offloaded;
        return divided ? dimensions.layerWeights() * (held.quantised ? held.linearBytes() : 2.0) : 0;
    }

    /**
     * Weights that are gathered whole while others stay divided: a few layers, and the embeddings with the head for the
     * whole step; and the layer whose gradient is being reduced.
     */
    private double unsharded() {
        double layer = gatheredLayer();
        if (layer == 0) {
            return 0;
        }
        double layers = stack.gathersAll() ? dimensions.layers() : gatheredLayers(layer);
        double ends = (dimensions.embeddingWeights() + dimensions.headWeights()) * 2.0;
        return layers * layer + ends + (held.full ? 2.0 * dimensions.layerWeights() : 0);
    }

    /** Of layers so large that they take their time, FSDP holds the one at work and the one that comes next. */
    private double gatheredLayers(double layer) {
        Coefficient layers = figure(EstimatorCoefficient.GATHERED_LAYERS);
        return huge(layer) ? layers.low() : layers.value();
    }

    /** Huge layers are gathered into the same blocks again and again: nothing about them varies. */
    private double hugeGathered() {
        double layer = gatheredLayer();
        return !stack.gathersAll() && huge(layer) ? gatheredLayers(layer) * layer : 0;
    }

    private double varied(Peak peak) {
        return peak.bytes() - Math.min(peak.workspace(), hugeGathered());
    }

    private boolean huge(double layer) {
        return layer > value(EstimatorCoefficient.HUGE_LAYER_GIB) * GIB;
    }

    /** What may be gathered beyond the usual: a few small layers, or one large one, as the rate limit of FSDP allows. */
    private double gatheredAhead() {
        Coefficient layers = figure(EstimatorCoefficient.GATHERED_LAYERS);
        double layer = gatheredLayer();
        if (stack.gathersAll() || huge(layer)) {
            return 0;
        }
        double bound =
                Math.max(layer, figure(EstimatorCoefficient.GATHERED_AHEAD_GIB).high() * GIB);
        return Math.min((layers.high() - layers.value()) * layer, bound);
    }

    /** Of an embedding with a head of its own, which comes last. */
    private double embeddingGradient() {
        return dimensions.headWeights() == 0
                ? 0
                : (double) held.trainedBytes * dimensions.embeddingWeights() / held.gradientShards;
    }

    /** The foreach implementation works on a copy of all it steps; ZeRO casts its gradients to 32 bits first. */
    private double optimizerWorkspace() {
        if (held.offloaded) {
            return 0;
        }
        if (config.sharding().deepSpeed()) {
            return zeroStep();
        }
        return switch (config.optimizer()) {
            case ADAMW_TORCH ->
                config.has(Extra.OPTIMIZER_IN_BACKWARD) ? 0 : held.trainedWeightBytes / held.stateShards;
            case ADAFACTOR -> 8.0 * Math.max(dimensions.largestMatrix(), dimensions.embeddingWeights());
            default -> 0;
        };
    }

    /**
     * DeepSpeed's own step: ZeRO-3 takes one group of weights after another, the other stages all that a GPU holds the
     * states of. Each weight has its gradient in 32 bits beside it and a flat copy in 16.
     */
    private double zeroStep() {
        double weights = held.trained / (double) held.stateShards;
        double stepped = config.sharding() == Sharding.ZERO3
                ? Math.min(weights, value(EstimatorCoefficient.ZERO_STEP_BILLIONS) * 1e9)
                : weights;
        double foreach =
                config.optimizer() == Optimizer.ADAMW_TORCH ? value(EstimatorCoefficient.ZERO_FOREACH_BYTES) : 0;
        return stepped * (value(EstimatorCoefficient.ZERO_STEP_BYTES) + foreach);
    }

    /** An AdamW that is neither fused nor foreach steps one tensor after another, with two temporaries of its size. */
    private double steppedTensor() {
        return held.full && !held.offloaded && !config.has(Extra.OPTIMIZER_IN_BACKWARD)
                ? 2.0 * held.trainedBytes * dimensions.embeddingWeights() / held.gradientShards
                : 0;
    }

    private double communication(double gib) {
        return config.gpuCount() > 1 ? gib * GIB : 0;
    }

    private Coefficient figure(EstimatorCoefficient coefficient) {
        return Objects.requireNonNull(figures.get(coefficient));
    }

    private double value(EstimatorCoefficient coefficient) {
        return figure(coefficient).value();
    }
}

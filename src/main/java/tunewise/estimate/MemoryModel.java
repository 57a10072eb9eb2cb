package tunewise.estimate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import tunewise.catalog.Coefficient;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.Stack;
import tunewise.estimate.MemoryEstimate.Kind;
import tunewise.estimate.MemoryEstimate.Moment;
import tunewise.estimate.MemoryEstimate.Part;
import tunewise.question.Extra;
import tunewise.training.Loss;
import tunewise.training.Method;
import tunewise.training.Precision;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/**
 * Memory of a training step. Weights and states stay; activations, gradients and logits come and go, so the peak is
 * that of the worst of five moments, never the sum of what is never there together.
 */
final class MemoryModel {
    private static final double GIB = 1L << 30;

    /** NF4 in blocks of 64: half a byte and a 32-bit scale, or an 8-bit scale with its own in blocks of 256 (QLoRA, arXiv 2305.14314). */
    private static final double NF4_BYTES = 0.5 + 4 / 64.0;

    private static final double NF4_DQ_BYTES = 0.5 + 1 / 64.0 + 4 / (64.0 * 256);

    private final ModelDimensions dimensions;
    private final TrainingConfig config;
    private final Stack stack;
    private final Map<EstimatorCoefficient, Coefficient> figures;

    private final boolean full;
    private final boolean master;
    private final boolean quantised;
    private final boolean offloaded;
    private final int adapterBytes;
    private final Adapters adapters;
    private final Activations activations;
    /** GPUs that share states, gradients and weights. */
    private final double stateShards;

    private final double gradientShards;
    private final double weightShards;
    /** Weights that train, and their bytes; copies of the embeddings are 16-bit whatever the adapters are. */
    private final double trained;

    private final double trainedWeightBytes;
    private final int trainedBytes;

    MemoryModel(
            ModelDimensions dimensions,
            TrainingConfig config,
            Stack stack,
            Map<EstimatorCoefficient, Coefficient> figures) {
        this.dimensions = dimensions;
        this.config = config;
        this.stack = stack;
        this.figures = figures;
        full = config.method() == Method.FULL;
        master = config.precision() == Precision.FP32_MASTER;
        quantised = config.quantization() != Quantization.NONE;
        offloaded = config.has(Extra.PARAMETERS_OFFLOADED);
        adapterBytes = master ? 4 : quantised ? stack.qloraAdapterBytes() : stack.loraAdapterBytes();
        adapters = full ? Adapters.NONE : Adapters.of(dimensions, config.targets(), config.rank());
        activations = Activations.of(
                dimensions,
                config,
                adapters,
                adapterBytes,
                stack,
                value(EstimatorCoefficient.COMPILED_ACTIVATION_SHARE));
        double gpus = config.gpuCount();
        Sharding sharding = config.sharding();
        boolean weightsDivided = sharding.dividesWeights() && (!quantised || config.has(Extra.SHARDED_QUANTIZATION));
        stateShards = sharding.dividesStates() ? gpus : 1;
        gradientShards = sharding.dividesGradients() ? gpus : 1;
        weightShards = weightsDivided ? gpus : 1;
        double embeddings =
                config.has(Extra.EMBEDDINGS_TRAINED) ? dimensions.embeddingWeights() + dimensions.headWeights() : 0;
        trained = full ? dimensions.total() : adapters.weights() + embeddings;
        trainedBytes = full ? (master && !sharding.deepSpeed() ? 4 : 2) : adapterBytes;
        trainedWeightBytes =
                full ? trained * trainedBytes : (double) adapters.weights() * adapterBytes + 2 * embeddings;
    }

    MemoryEstimate estimate() {
        double base = baseWeights();
        double adapterWeights = full ? 0 : trainedWeightBytes / weightShards;
        double states = states();
        double persistent = base + adapterWeights + states;
        Peak peak = peak();
        double overhead = value(EstimatorCoefficient.CONTEXT_GIB) * GIB
                + communication(value(EstimatorCoefficient.COMMUNICATION_GIB));
        double slack =
                value(EstimatorCoefficient.SLACK_GIB) * GIB + value(EstimatorCoefficient.SLACK_SHARE) * peak.bytes();
        return assemble(peak, base, adapterWeights, states, persistent, slack, overhead);
    }

    /** Walks through a step: what is there beyond weights and states when each part of it runs. */
    private Peak peak() {
        boolean checkpointed = config.gradientCheckpointing();
        double keptByLayer = checkpointed ? keptHidden() : activations.layerKept();
        double allLayers = dimensions.layers() * keptByLayer + activations.mask();
        double lastLayers = (checkpointed ? 2 : 1) * keptByLayer + activations.mask();
        double atWork = (checkpointed ? activations.layerKept() : 0) + activations.layerWorking();
        double gathered = unsharded();
        double gradients = gradientsAtTheEnd();
        double head = full ? (double) trainedBytes * dimensions.embeddingWeights() / gradientShards : 0;
        double firstMatrix = full ? (double) trainedBytes * dimensions.hidden() * dimensions.mlp() / gradientShards : 0;
        double notYet = full ? embeddingGradient() + trainedBytes * dimensions.layerWeights() / gradientShards : 0;

        Peak peak = new Peak();
        offerLoss(peak, allLayers, gathered, head);
        peak.offer(Moment.BACKWARD_START, allLayers + atWork, 0, gathered, head + firstMatrix);
        peak.offer(
                Moment.BACKWARD_END, lastLayers + atWork, 0, gathered, Math.max(0, gradients - notYet) + firstMatrix);
        // A tied embedding gets two gradients, of its use as head and as embedding, added up in a third tensor.
        peak.offer(
                Moment.EMBEDDING,
                2 * keptHidden(),
                0,
                gathered,
                gradients + (dimensions.headWeights() == 0 ? 2 * head : 0));
        peak.offer(Moment.STEP, 0, 0, optimizerWorkspace(), gradients);
        return peak;
    }

    /** Unless it is computed at once, the head's gradient is added up chunk by chunk: so far, of the chunk, and their sum. */
    private void offerLoss(Peak peak, double allLayers, double gathered, double head) {
        boolean atOnce = config.loss() == Loss.FULL;
        double logits = Activations.logits(
                dimensions,
                config,
                stack,
                value(EstimatorCoefficient.CHUNK_TOKENS),
                value(EstimatorCoefficient.CHUNK_LOGIT_BYTES));
        double headCopy = full && master ? 2.0 * dimensions.embeddingWeights() : 0;
        peak.offer(
                Moment.LOSS,
                allLayers + Activations.finalNorm(dimensions, config),
                Math.max(logits, atOnce ? 0 : 2 * head),
                headCopy + gathered,
                atOnce ? 0 : head);
    }

    private double gradientsAtTheEnd() {
        if (config.has(Extra.OPTIMIZER_IN_BACKWARD) || offloaded) {
            return (double) trainedBytes * Math.max(dimensions.layerWeights(), dimensions.embeddingWeights());
        }
        return trainedWeightBytes / gradientShards + buckets();
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
                quantised ? EstimatorCoefficient.QUANTISED_TRANSIENT_SHARE : EstimatorCoefficient.TRANSIENT_SHARE);
        double sure = persistent + peak.gradients;
        double unsure = peak.bytes() - peak.gradients;
        double low = lowShape * (sure * lasting.low() + unsure * passing.low());
        double high = highShape
                * Math.max(
                        sure * lasting.high() + unsure * passing.high() + gatheredAhead(),
                        lasting.high() * (persistent + trainedWeightBytes / gradientShards) + steppedTensor());
        Coefficient slackGib = figure(EstimatorCoefficient.SLACK_GIB);
        Coefficient slackShare = figure(EstimatorCoefficient.SLACK_SHARE);
        double lowReserved = low + slackGib.low() * GIB + slackShare.low() * peak.bytes();
        double highReserved = high + slackGib.high() * GIB + slackShare.high() * peak.bytes();
        Coefficient context = figure(EstimatorCoefficient.CONTEXT_GIB);
        Coefficient links = figure(EstimatorCoefficient.COMMUNICATION_GIB);
        List<Part> parts = List.of(
                new Part(Kind.WEIGHTS, base / GIB, this::weightsText),
                new Part(Kind.ADAPTERS, adapterWeights / GIB, this::adaptersText),
                new Part(Kind.GRADIENTS, peak.gradients / GIB, gradientsText(peak)),
                new Part(Kind.OPTIMIZER, states / GIB, this::statesText),
                new Part(Kind.ACTIVATIONS, peak.activations / GIB, this::activationsText),
                new Part(Kind.LOGITS, peak.logits / GIB, logitsText(peak)),
                new Part(Kind.WORKSPACE, peak.workspace / GIB, workspaceText(peak)),
                new Part(Kind.OVERHEAD, (overhead + slack) / GIB, overheadText(overhead, slack)));
        return new MemoryEstimate(
                peak.moment,
                parts,
                new Range(low / GIB, allocated / GIB, high / GIB),
                new Range(lowReserved / GIB, (allocated + slack) / GIB, highReserved / GIB),
                new Range(
                        (lowReserved + communication(links.low())) / GIB + context.low(),
                        (allocated + slack + overhead) / GIB,
                        (highReserved + communication(links.high())) / GIB + context.high()));
    }

    /** The base, or all weights; quantised in its linear layers but the head, with the rest 16-bit or cast to 32 bits. */
    private double baseWeights() {
        if (offloaded) {
            return 0;
        }
        if (full) {
            return trainedWeightBytes / weightShards;
        }
        if (!quantised) {
            return dimensions.total() * 2.0 / weightShards;
        }
        long few = dimensions.quantisedWeights(stack.quantisesExperts());
        long experts = dimensions.linearWeights() - few;
        double rest = (dimensions.total() - dimensions.linearWeights()) * (config.kbitFp32() ? 4.0 : 2.0);
        return (few * linearBytes() + 2.0 * experts + rest) / weightShards;
    }

    private double linearBytes() {
        return switch (config.quantization()) {
            case NONE -> 2;
            case INT8 -> 1;
            case NF4 -> NF4_BYTES;
            case NF4_DQ -> NF4_DQ_BYTES;
        };
    }

    /** DeepSpeed keeps a 32-bit master and moments of whatever trains: 12 bytes a weight (ZeRO, arXiv 1910.02054). */
    private double stateBytes() {
        if (config.sharding().deepSpeed()) {
            return switch (config.optimizer()) {
                case SGD, ADAFACTOR -> 4;
                case ADAMW_8BIT, ADAMW_BNB_8BIT -> 6;
                default -> 12;
            };
        }
        return switch (config.optimizer()) {
            case ADAMW_TORCH, ADAMW_TORCH_FUSED -> trained == 0 ? 0 : 2 * trainedWeightBytes / trained;
            case ADAMW_8BIT, ADAMW_BNB_8BIT -> 2;
            case PAGED_ADAMW_8BIT, PAGED_ADAMW_32BIT, ADAFACTOR, SGD -> 0;
        };
    }

    private double states() {
        return offloaded ? 0 : trained * stateBytes() / stateShards;
    }

    /** DDP copies gradients into buckets as large as all of them; ZeRO reduces in buckets of a set size. */
    private double buckets() {
        if (config.gpuCount() == 1 && !config.sharding().deepSpeed()) {
            return 0;
        }
        double elements = Math.min(trained, value(EstimatorCoefficient.ZERO_BUCKET_ELEMENTS));
        return switch (config.sharding()) {
            case NONE, FSDP -> 0;
            case DDP -> trainedWeightBytes;
            case ZERO1, ZERO2, ZERO3 -> 2.0 * trainedBytes * elements;
        };
    }

    /** A gathered layer, or none where weights are not divided. */
    private double gatheredLayer() {
        boolean divided = weightShards > 1 || offloaded;
        return divided ? dimensions.layerWeights() * (quantised ? linearBytes() : 2.0) : 0;
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
        double layers = stack.gathersAll() ? dimensions.layers() : value(EstimatorCoefficient.GATHERED_LAYERS);
        double ends = (dimensions.embeddingWeights() + dimensions.headWeights()) * 2.0;
        return layers * layer + ends + (full ? 2.0 * dimensions.layerWeights() : 0);
    }

    /** What may be gathered beyond the usual: a few small layers, or one large one, as the rate limit of FSDP allows. */
    private double gatheredAhead() {
        Coefficient layers = figure(EstimatorCoefficient.GATHERED_LAYERS);
        double layer = gatheredLayer();
        double bound =
                Math.max(layer, figure(EstimatorCoefficient.GATHERED_AHEAD_GIB).high() * GIB);
        return stack.gathersAll() ? 0 : Math.min((layers.high() - layers.value()) * layer, bound);
    }

    /** Of an embedding with a head of its own, which comes last. */
    private double embeddingGradient() {
        return dimensions.headWeights() == 0
                ? 0
                : (double) trainedBytes * dimensions.embeddingWeights() / gradientShards;
    }

    private double keptHidden() {
        return config.has(Extra.ACTIVATIONS_OFFLOADED) ? 0 : activations.hidden();
    }

    /** The foreach implementation works on a copy of all it steps; ZeRO casts its gradients to 32 bits first. */
    private double optimizerWorkspace() {
        if (offloaded) {
            return 0;
        }
        if (config.sharding().deepSpeed()) {
            return trained * 4.0 / stateShards;
        }
        return switch (config.optimizer()) {
            case ADAMW_TORCH -> config.has(Extra.OPTIMIZER_IN_BACKWARD) ? 0 : trainedWeightBytes / stateShards;
            case ADAFACTOR -> 8.0 * Math.max(dimensions.largestMatrix(), dimensions.embeddingWeights());
            default -> 0;
        };
    }

    /** An AdamW that is neither fused nor foreach steps one tensor after another, with two temporaries of its size. */
    private double steppedTensor() {
        return full && !offloaded && !config.has(Extra.OPTIMIZER_IN_BACKWARD)
                ? 2.0 * trainedBytes * dimensions.embeddingWeights() / gradientShards
                : 0;
    }

    private double communication(double gib) {
        return config.gpuCount() > 1 ? gib * GIB : 0;
    }

    private Coefficient figure(EstimatorCoefficient physics) {
        return Objects.requireNonNull(figures.get(physics));
    }

    private double value(EstimatorCoefficient physics) {
        return figure(physics).value();
    }

    private String weightsText() {
        if (offloaded) {
            return "weights wait in the host's memory";
        }
        if (full || !quantised) {
            return words("%,d weights x %d bytes%s", dimensions.total(), full ? trainedBytes : 2, shards(weightShards));
        }
        long few = dimensions.quantisedWeights(stack.quantisesExperts());
        return words(
                "(%,d weights of linear layers x %.4f bytes + %,d of stacked experts x 2 + %,d others x %d)%s",
                few,
                linearBytes(),
                dimensions.linearWeights() - few,
                dimensions.total() - dimensions.linearWeights(),
                config.kbitFp32() ? 4 : 2,
                shards(weightShards));
    }

    private String adaptersText() {
        return full
                ? "no adapters"
                : words(
                        "%,.0f trained weights x %.1f bytes%s",
                        trained, trainedWeightBytes / trained, shards(weightShards));
    }

    private String statesText() {
        if (offloaded) {
            return "states wait in the host's memory";
        }
        return words(
                "%,.0f trained weights x %.1f bytes of %s%s",
                trained, stateBytes(), config.optimizer().id(), shards(stateShards));
    }

    private Supplier<String> gradientsText(Peak peak) {
        return () -> words(
                "%.2f GiB of %,.0f trained weights x %.1f bytes%s are there when %s",
                peak.gradients / GIB,
                trained,
                trainedWeightBytes / trained,
                shards(gradientShards),
                peak.moment.summary());
    }

    private String activationsText() {
        double tokens = config.tokens();
        boolean checkpointed = config.gradientCheckpointing();
        return words(
                "%d layers keep %,.0f bytes a token; a layer at work takes %,.0f bytes a token more; %,.0f tokens",
                dimensions.layers(),
                (checkpointed ? keptHidden() : activations.layerKept()) / tokens,
                ((checkpointed ? activations.layerKept() : 0) + activations.layerWorking()) / tokens,
                tokens);
    }

    private Supplier<String> logitsText(Peak peak) {
        return () -> peak.logits == 0
                ? "no logits are there when " + peak.moment.summary()
                : words(
                        "%s loss over %,d words of vocabulary: %.2f GiB when %s",
                        config.loss().id(), dimensions.vocabulary(), peak.logits / GIB, peak.moment.summary());
    }

    private Supplier<String> workspaceText(Peak peak) {
        return () -> words(
                "%.2f GiB of dequantised, gathered or copied weights when %s",
                peak.workspace / GIB, peak.moment.summary());
    }

    private static Supplier<String> overheadText(double overhead, double slack) {
        return () -> words(
                "%.2f GiB of CUDA context and communication + %.2f GiB of allocator slack",
                overhead / GIB, slack / GIB);
    }

    private static String shards(double count) {
        return count == 1 ? "" : words(" / %.0f GPUs", count);
    }

    private static String words(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** The worst moment so far, in bytes beyond what is always there. */
    private static final class Peak {
        private Moment moment = Moment.STEP;
        private double activations;
        private double logits;
        private double workspace;
        private double gradients;

        void offer(
                Moment candidate, double itsActivations, double itsLogits, double itsWorkspace, double itsGradients) {
            if (itsActivations + itsLogits + itsWorkspace + itsGradients >= bytes()) {
                moment = candidate;
                activations = itsActivations;
                logits = itsLogits;
                workspace = itsWorkspace;
                gradients = itsGradients;
            }
        }

        double bytes() {
            return activations + logits + workspace + gradients;
        }
    }
}

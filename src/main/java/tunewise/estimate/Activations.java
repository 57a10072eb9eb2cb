package tunewise.estimate;

import tunewise.catalog.Architecture;
import tunewise.catalog.Stack;
import tunewise.question.Extra;
import tunewise.training.Attention;
import tunewise.training.Loss;
import tunewise.training.Method;
import tunewise.training.Quantization;

/**
 * What a micro batch leaves on the card, in bytes.
 *
 * <p>Counted tensor by tensor on traces of transformers 5.17 and peft 0.21 (fixtures/measured/traced.csv). Per token
 * and layer, with hidden width d, query width q, key width k and MLP width f, in 16-bit training of all weights:
 *
 * <pre>
 * norms       RMS norm: 4d (32-bit copy) + 2d (normalised, for the weight's gradient) + 2d (result, read by matrices)
 *             layer norm: 2d + 2d
 * attention   2q rotated queries + 2q result + keys and values: 4k, or 4q where heads share keys (copied to all heads)
 *             + 4 bytes a head; softmax kept whole when eager: 6 bytes a head and position
 * MLP         8f gated (gate, up, activation, product), 4f plain, 6f more for a GELU computed in steps
 * </pre>
 *
 * Frozen weights drop what only their gradients read; adapters add what theirs read: 4 bytes an input and module where
 * adapters are 32-bit, 2 under autocast, and nothing beyond 2d, 2d and 2f where they are 16-bit, since inputs are shared.
 *
 * @param layerKept kept of the layer that keeps most between its forward and its backward pass
 * @param meanKept the same on average, which differs where layers are of several kinds
 * @param layerWorking beyond that while the layer's backward pass runs, dequantised weights included
 * @param hidden the one tensor a checkpointed layer keeps
 * @param keptHidden the same on the card: nothing where it waits in the host's memory
 * @param attentionKept what is still there of layerKept when the backward pass has left the layer's MLP
 * @param scoresWorking beyond that while the gradients of kept scores are computed; 0 where none are kept
 */
record Activations(
        double layerKept,
        double meanKept,
        double layerWorking,
        double hidden,
        double keptHidden,
        double mask,
        double attentionKept,
        double scoresWorking) {
    /** Bytes of a score while a forward pass computes it, against those while its gradient is. */
    private static final double FORWARD_SCORE = 11 / 6.0;

    /** Bytes of a score where a sink joins the softmax, which then stays in 16 bits (gpt-oss, traced). */
    private static final double SINK_SCORE = 2.1;

    private static final double SINK_SCORE_AT_WORK = 3;

    /** Of the scores of one layer while a forward pass computes them; 0 where none are kept. */
    double scoresForward() {
        return FORWARD_SCORE * scoresWorking;
    }

    static Activations of(
            ModelDimensions dimensions,
            TrainingConfig config,
            Adapters adapters,
            int adapterBytes,
            Stack stack,
            double compiledShare) {
        boolean full = config.method() == Method.FULL;
        boolean master = config.precision().masters();
        double tokens = config.tokens();
        double d = dimensions.hidden();
        double mlp = dimensions.mlp();
        boolean dense = dimensions.moeLayers() < dimensions.layers();
        double f = dense ? mlp : 0;
        double norms = norms(dimensions, full, master);
        double inputs = inputs(dimensions, full, master, adapters, adapterBytes, config.rank())
                + (double) stack.dropoutBytes() * adapters.inputs();
        Mixing mixing = Mixing.of(dimensions, adapters, full, master, adapterBytes, config.rank());
        double denseLayer = dense
                ? mlp(dimensions, f, full, adapters, adapterBytes)
                        + (dimensions.unfusedGelu() && stack.huggingFace() ? 6 * f : 0)
                : 0;
        double moeLayer = dimensions.moeLayers() > 0 ? experts(dimensions) : 0;
        double elsewhere = norms + inputs + Math.max(denseLayer, moeLayer);
        boolean near = seesOnlyThoseNear(dimensions.shape(), config);
        boolean masked = near || config.masked();
        double attending = elsewhere + attention(dimensions, config, stack, masked);
        double seeingAll = elsewhere + attention(dimensions, config, stack, config.masked());
        double nearShare = near ? (double) dimensions.shape().slidingLayers() / dimensions.attentionLayers() : 0;
        double perToken = mixing.largest(attending, elsewhere);
        double mean = mixing.mean(nearShare * attending + (1 - nearShare) * seeingAll, elsewhere);
        double widest = Math.max(f, dimensions.moeLayers() > 0 ? dimensions.activeMlp() : 0);
        double working;
        if (full) {
            working = master ? 4 * d : 4 * widest;
        } else if (adapterBytes == 4) {
            working = (master ? 6 : 4) * widest + 10 * d;
        } else {
            working = 4 * widest;
        }
        double share = stack.activationShare()
                * (config.quantization() == Quantization.NONE ? 1 : stack.quantisedShare())
                * (config.has(Extra.COMPILED) ? compiledShare : 1);
        double mlpInputs = adapters.onMlpInput() || adapters.onDown() ? mlpInputs(adapters, adapterBytes, master) : 0;
        boolean unpacked =
                stack.quantisesExperts() == Stack.Experts.UNPACKED && HeldWeights.quantisesExperts(config, stack);
        double expertCopies = adapters.onExperts() ? 2.0 * dimensions.expertWeights() : 0;
        double keptExperts = expertCopies + (unpacked ? 2.0 * dimensions.expertWeights() : 0);
        double castWeights = full && master ? 2.0 * dimensions.layerWeights() : 0;
        double hidden = (full && master ? 4 : 2) * d * tokens;
        return new Activations(
                share * perToken * tokens + keptExperts + castWeights,
                share * mean * tokens + keptExperts + castWeights,
                Math.max(share * (working + mixing.working()) * tokens, dequantised(dimensions, config))
                        + expertCopies
                        + keysOfAll(dimensions, config),
                hidden,
                offloaded(config, stack) ? 0 : hidden,
                stack.maskKept() && masked ? tokens * config.sequenceLength() : 0,
                share * (attending - Math.max(denseLayer, moeLayer) - mlpInputs) * tokens + castWeights,
                share * scoresWorking(dimensions, config) * tokens);
    }

    /** Keys and values of a whole sample, with their gradients, where GPUs share it and gather them. */
    private static double keysOfAll(ModelDimensions dimensions, TrainingConfig config) {
        return config.sharding().dividesSamples()
                ? 4.0 * (dimensions.keys() + dimensions.values()) * config.tokens() * config.gpuCount()
                : 0;
    }

    /** Whether what checkpointing keeps waits in the host's memory, as asked or as the stack does by itself. */
    static boolean offloaded(TrainingConfig config, Stack stack) {
        return config.has(Extra.ACTIVATIONS_OFFLOADED)
                || (stack.offloadsCheckpoints() && config.gradientCheckpointing());
    }

    /** What the final norm keeps; a fused loss computes the gradient of the hidden state right away. */
    static double finalNorm(ModelDimensions dimensions, TrainingConfig config) {
        int norm = config.method() == Method.FULL ? 8 : 4;
        int gradient = config.loss() == Loss.FUSED ? 2 : 0;
        return (double) (norm + gradient) * dimensions.hidden() * config.tokens();
    }

    private static double norms(ModelDimensions dimensions, boolean full, boolean master) {
        double d = dimensions.hidden();
        if (!dimensions.wideNorms()) {
            return dimensions.norms() * (full && master ? 4 : 2) * d;
        }
        double each = full ? (master ? 8 : 6) : 4;
        double qkNorm =
                switch (dimensions.shape().qkNorm()) {
                    case NONE -> 0;
                    case HEAD, FULL -> (full ? 6 : 4) * (double) (dimensions.queries() + dimensions.keys());
                };
        return dimensions.norms() * each * d + qkNorm;
    }

    /** Whether layers hand PyTorch's own attention a mask because they see only the tokens near, fewer than a sample has. */
    private static boolean seesOnlyThoseNear(Architecture shape, TrainingConfig config) {
        return config.attention() == Attention.SDPA
                && shape.slidingWindow() > 0
                && config.sequenceLength() >= shape.slidingWindow();
    }

    private static double attention(ModelDimensions dimensions, TrainingConfig config, Stack stack, boolean masked) {
        Architecture shape = dimensions.shape();
        double q = dimensions.queries();
        double k = dimensions.keys();
        double v = dimensions.values();
        boolean sharedKeys = shape.kvLoraRank() == 0
                && (shape.kvHeads() > 1 || !stack.huggingFace())
                && shape.kvHeads() < shape.attentionHeads()
                && keysCopied(config, stack, masked);
        double keysAndValues = sharedKeys ? 4 * q : 2 * (k + v);
        double fused = dimensions.fusedQkv() || stack.fusedQkv() ? 2 * (q + k) : 0;
        double latent = 2.0 * (shape.kvLoraRank() + shape.qLoraRank()) * (shape.kvLoraRank() > 0 ? 3 : 0);
        double result = 2 * (shape.kvLoraRank() > 0 ? v : q);
        double scores = config.attention().withoutScores()
                ? 4.0 * shape.attentionHeads() + (stack.maskKept() && masked ? 2.0 * config.sequenceLength() : 0)
                : (shape.attnSinks() ? SINK_SCORE : 6.0) * shape.attentionHeads() * config.sequenceLength();
        return 2 * q + keysAndValues + fused + latent + result + scores;
    }

    /**
     * Modelling code of transformers copies keys that heads share for eager attention, and under a mask; others may always.
     * Where all heads share one, transformers reads it for each of them without a copy.
     */
    private static boolean keysCopied(TrainingConfig config, Stack stack, boolean masked) {
        boolean always = !stack.huggingFace() || config.attention() == Attention.EAGER;
        return stack.keysCopied() && (always || masked);
    }

    private static double scoresWorking(ModelDimensions dimensions, TrainingConfig config) {
        return config.attention().withoutScores()
                ? 0
                : (dimensions.shape().attnSinks() ? SINK_SCORE_AT_WORK : 6.0)
                        * dimensions.shape().attentionHeads()
                        * config.sequenceLength();
    }

    private static double mlpInputs(Adapters adapters, int adapterBytes, boolean master) {
        return adapterBytes == 4 ? (master ? 2.0 : 4.0) * adapters.mlpInputs() : 0;
    }

    /** The largest matrix in 16 bits, when few tokens make it larger than what they need. */
    private static double dequantised(ModelDimensions dimensions, TrainingConfig config) {
        return config.quantization() == Quantization.NONE
                ? 0
                : 2.0 * dimensions.largestMatrix() + 2.0 * dimensions.mlp() * config.tokens();
    }

    /** What matrices and adapters keep of their inputs in front of attention and MLP. */
    private static double inputs(
            ModelDimensions dimensions, boolean full, boolean master, Adapters adapters, int adapterBytes, int rank) {
        double d = dimensions.hidden();
        if (full) {
            int reads = (dimensions.fusedQkv() ? 1 : 3)
                    + (dimensions.shape().gatedMlp() && !dimensions.fusedGateUp() ? 2 : 1);
            return master ? 2 * d * reads : 4 * d;
        }
        double between = (double) adapterBytes * rank * adapters.modules();
        if (adapterBytes == 4) {
            return (master ? 2.0 : 4.0) * adapters.inputs() + (master ? between / 2 : between);
        }
        return (adapters.onAttentionInput() ? 2 * d : 0) + (adapters.onMlpInput() ? 2 * d : 0) + between;
    }

    private static double mlp(ModelDimensions dimensions, double f, boolean full, Adapters adapters, int adapterBytes) {
        double product = full || (adapterBytes == 2 && adapters.onDown()) ? 2 * f : 0;
        return (dimensions.shape().gatedMlp() ? 6 * f : 2 * f) + product;
    }

    /** Experts work on gathered tokens: 4 hidden and 8 inner widths for every expert a token passes. */
    private static double experts(ModelDimensions dimensions) {
        return 4.0 * dimensions.hidden() * dimensions.shape().expertsPerToken() + 8.0 * dimensions.activeMlp();
    }
}

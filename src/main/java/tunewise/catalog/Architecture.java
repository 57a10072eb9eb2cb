package tunewise.catalog;

/**
 * The shape of a decoder-only language model: everything that its parameter count, memory and speed follow from.
 * Counts are of weights or heads, widths are in elements; 0 stands for "has none".
 *
 * @param headDim width of one attention head, which need not be hiddenSize / attentionHeads
 * @param gatedMlp three matrices in the MLP (gate, up, down) rather than two
 * @param moeIntermediateSize width of one expert
 * @param moeLayers layers that hold experts; the others are dense
 * @param fullAttentionLayers layers with attention of the shape given here (fewer than layers only in hybrids)
 * @param extraParams weights the formula does not reach (vision towers, linear attention), as read from the model class
 */
public record Architecture(
        int layers,
        int hiddenSize,
        int intermediateSize,
        int attentionHeads,
        int kvHeads,
        int headDim,
        int vocabSize,
        boolean tiedEmbeddings,
        boolean gatedMlp,
        int experts,
        int expertsPerToken,
        int moeIntermediateSize,
        Bias attentionBias,
        int qLoraRank,
        int kvLoraRank,
        int qkRopeHeadDim,
        int qkNopeHeadDim,
        int vHeadDim,
        boolean mlpBias,
        QkNorm qkNorm,
        int normsPerLayer,
        boolean normBias,
        boolean lmHeadBias,
        int learnedPositions,
        int sharedExpertIntermediateSize,
        int moeLayers,
        boolean routerBias,
        boolean expertBias,
        boolean sharedExpertGate,
        boolean attnSinks,
        boolean attnOutputGate,
        int fullAttentionLayers,
        long extraParams) {

    /** Which attention projections carry a bias. */
    public enum Bias {
        NONE,
        QKV,
        ALL
    }

    /** Normalisation of queries and keys: none, one weight vector shared by all heads, or one weight a channel. */
    public enum QkNorm {
        NONE,
        HEAD,
        FULL
    }
}

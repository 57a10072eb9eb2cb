package tunewise.catalog;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a language model: everything that its parameter count, memory and speed follow from.
 * Counts are of weights or heads, widths are in elements; 0 stands for "has none".
 *
 * @param headDim width of one attention head, which need not be hiddenSize / attentionHeads
 * @param gatedMlp three matrices in the MLP (gate, up, down) rather than two
 * @param moeIntermediateSize width of one expert
 * @param moeLayers layers that hold experts; the others are dense
 * @param fullAttentionLayers layers with attention of the shape given here (fewer than layers only in hybrids)
 * @param extraParams weights the formula does not reach, as those of linear attention, convolutions and towers
 * @param expertInputSize width of what experts read, where they work on a narrower copy; 0 where it is hiddenSize
 * @param encoder whether it reads a text at once and writes none
 * @param slidingWindow tokens that a token sees in the layers that see only those near; 0 where all layers see all
 * @param slidingLayers layers that see only those near
 * @param further linear layers beyond the common shape; their weights are among the extra ones
 * @param tower what turns images into tokens, whose weights are among the extra ones; null where it sees none
 */
@RecordBuilder
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
        long extraParams,
        int expertInputSize,
        boolean encoder,
        int slidingWindow,
        int slidingLayers,
        List<LinearLayer> further,
        @Nullable VisionTower tower) {

    public Architecture {
        further = List.copyOf(further);
    }

    /** Width of what an expert reads. */
    public int expertInput() {
        return expertInputSize > 0 ? expertInputSize : hiddenSize;
    }

    /** Weights of the linear layers beyond the common shape. */
    public long furtherWeights() {
        return further.stream().mapToLong(LinearLayer::weights).sum();
    }

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

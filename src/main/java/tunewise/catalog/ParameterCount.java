package tunewise.catalog;

/**
 * Weights of a model, counted from its shape; exact to the last weight.
 *
 * @param total every expert counted
 * @param active weights a token passes through, input embedding and head included
 */
public record ParameterCount(long total, long active) {

    public static ParameterCount of(Architecture shape) {
        long experts = shape.experts() * expert(shape);
        long moeLayer = shape.experts() == 0 ? 0 : experts + router(shape) + sharedExpert(shape);
        long total = embedding(shape)
                + head(shape)
                + attention(shape) * shape.fullAttentionLayers()
                + mlp(shape, shape.intermediateSize(), shape.mlpBias()) * (shape.layers() - shape.moeLayers())
                + moeLayer * shape.moeLayers()
                + norms(shape)
                + shape.extraParams();
        long idle = (shape.experts() - shape.expertsPerToken()) * expert(shape) * shape.moeLayers();
        return new ParameterCount(total, total - idle);
    }

    private static long embedding(Architecture shape) {
        return ((long) shape.vocabSize() + shape.learnedPositions()) * shape.hiddenSize();
    }

    private static long head(Architecture shape) {
        return (shape.tiedEmbeddings() ? 0 : (long) shape.vocabSize() * shape.hiddenSize())
                + (shape.lmHeadBias() ? shape.vocabSize() : 0);
    }

    private static long attention(Architecture shape) {
        return shape.kvLoraRank() > 0 ? latentAttention(shape) : plainAttention(shape);
    }

    private static long plainAttention(Architecture shape) {
        long width = shape.hiddenSize();
        long queries = (long) shape.attentionHeads() * shape.headDim();
        long keys = (long) shape.kvHeads() * shape.headDim();
        long gatedQueries = shape.attnOutputGate() ? 2 * queries : queries;
        long matrices = width * (gatedQueries + 2 * keys + queries);
        long biases =
                switch (shape.attentionBias()) {
                    case NONE -> 0;
                    case QKV -> gatedQueries + 2 * keys;
                    case ALL -> gatedQueries + 2 * keys + width;
                };
        long qkNorm =
                switch (shape.qkNorm()) {
                    case NONE -> 0;
                    case HEAD -> 2L * shape.headDim();
                    case FULL -> queries + keys;
                };
        return matrices + biases + qkNorm + (shape.attnSinks() ? shape.attentionHeads() : 0);
    }

    private static long latentAttention(Architecture shape) {
        long width = shape.hiddenSize();
        long heads = shape.attentionHeads();
        long queries = heads * (shape.qkNopeHeadDim() + shape.qkRopeHeadDim());
        long q = shape.qLoraRank();
        long kv = shape.kvLoraRank();
        long queryMatrices = q == 0 ? width * queries : width * q + q + q * queries;
        return queryMatrices
                + width * (kv + shape.qkRopeHeadDim())
                + kv
                + kv * heads * (shape.qkNopeHeadDim() + shape.vHeadDim())
                + heads * shape.vHeadDim() * width;
    }

    private static long mlp(Architecture shape, long width, boolean bias) {
        long matrices = matrices(shape);
        return matrices * shape.hiddenSize() * width + (bias ? (matrices - 1) * width + shape.hiddenSize() : 0);
    }

    private static long expert(Architecture shape) {
        return mlp(shape, shape.moeIntermediateSize(), shape.expertBias());
    }

    private static long router(Architecture shape) {
        return (long) shape.hiddenSize() * shape.experts() + (shape.routerBias() ? shape.experts() : 0);
    }

    private static long sharedExpert(Architecture shape) {
        return mlp(shape, shape.sharedExpertIntermediateSize(), false)
                + (shape.sharedExpertGate() ? shape.hiddenSize() : 0);
    }

    /** Norms inside the layers and the final one; a model without any has no weights in the final one either. */
    private static long norms(Architecture shape) {
        if (shape.normsPerLayer() == 0) {
            return 0;
        }
        long weights = shape.normBias() ? 2L * shape.hiddenSize() : shape.hiddenSize();
        return weights * ((long) shape.normsPerLayer() * shape.layers() + 1);
    }

    private static long matrices(Architecture shape) {
        return shape.gatedMlp() ? 3 : 2;
    }
}

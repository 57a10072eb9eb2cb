package tunewise.catalog;

/**
 * Weights of a model, counted from its shape; exact to the last weight.
 *
 * @param total every expert counted
 * @param active of a mixture of experts, as publishers count them: weights a token passes through, without the input
 *     embedding and what only images pass through; of other models all
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
        return new ParameterCount(total, shape.experts() == 0 ? total : total - idle(shape) - unseen(shape));
    }

    /** As releases up to 0.2.0 state the active weights: with the input embedding and the tower. */
    public static long activeWithEmbedding(Architecture shape) {
        return of(shape).total() - idle(shape);
    }

    private static long idle(Architecture shape) {
        return (shape.experts() - shape.expertsPerToken()) * expert(shape) * shape.moeLayers();
    }

    private static long unseen(Architecture shape) {
        VisionTower tower = shape.tower();
        return (long) shape.vocabSize() * shape.hiddenSize() + (tower == null ? 0 : tower.parameters());
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
        return mlp(shape, shape.hiddenSize(), width, bias);
    }

    private static long mlp(Architecture shape, long input, long width, boolean bias) {
        long matrices = matrices(shape);
        return matrices * input * width + (bias ? (matrices - 1) * width + input : 0);
    }

    private static long expert(Architecture shape) {
        return mlp(shape, shape.expertInput(), shape.moeIntermediateSize(), shape.expertBias());
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

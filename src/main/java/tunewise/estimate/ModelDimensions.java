package tunewise.estimate;

import org.jspecify.annotations.Nullable;
import tunewise.catalog.Architecture;
import tunewise.catalog.Model;
import tunewise.catalog.ModelFamily;
import tunewise.catalog.ModellingCode;
import tunewise.catalog.VisionTower;

/**
 * The sizes of a model that memory and speed follow from. Weights are counts; widths are elements a token.
 *
 * @param queries width of all query heads together; keys that of all key heads
 * @param attentionWeights of the attention matrices of one layer
 * @param mlpWeights of the MLP matrices of a layer without experts; expertWeights of all experts of a layer with them
 * @param embeddingWeights of the input embedding, which are also the head's where the two are tied
 * @param headWeights of the head itself; 0 where it is tied
 * @param furtherWeights of linear layers beyond the common shape, in all layers
 * @param towerWeights of the linear layers of a vision tower and its projector
 * @param otherWeights norms, biases and whatever else no matrix holds
 * @param fusedQkv one matrix for queries, keys and values, as the family's modelling code has it
 * @param fusedGateUp one matrix for both inputs of a gated MLP
 * @param unfusedGelu whether transformers computes the activation in steps that each keep their result
 * @param cappedLogits whether logits are capped, which keeps one more 16-bit copy of them
 * @param guessed whether the shape is a typical one for the size, not the model's own
 * @param family what our files name in models of its type; null where no catalog knows that
 * @param kinds of layers, where they are not all alike
 */
record ModelDimensions(
        Architecture shape,
        int layers,
        int moeLayers,
        int hidden,
        int queries,
        int keys,
        int values,
        int mlp,
        int activeMlp,
        int vocabulary,
        long attentionWeights,
        long mlpWeights,
        long expertWeights,
        long activeExpertWeights,
        long embeddingWeights,
        long headWeights,
        long furtherWeights,
        long towerWeights,
        long otherWeights,
        long total,
        boolean fusedQkv,
        boolean fusedGateUp,
        boolean unfusedGelu,
        boolean cappedLogits,
        boolean guessed,
        @Nullable ModelFamily family,
        LayerKinds kinds) {

    static ModelDimensions of(
            Model model, Architecture shape, ModellingCode code, @Nullable ModelFamily family, boolean guessed) {
        int hidden = shape.hiddenSize();
        int matrices = shape.gatedMlp() ? 3 : 2;
        int heads = shape.attentionHeads();
        boolean latent = shape.kvLoraRank() > 0;
        int queries = heads * (latent ? shape.qkNopeHeadDim() + shape.qkRopeHeadDim() : shape.headDim());
        int keys = latent ? queries : shape.kvHeads() * shape.headDim();
        int values = latent ? heads * shape.vHeadDim() : keys;
        long attention = latent ? latentAttention(shape, queries) : (long) hidden * 2 * (queries + keys);
        long mlp = (long) matrices * hidden * shape.intermediateSize();
        long expert = (long) matrices * shape.expertInput() * shape.moeIntermediateSize();
        long shared = (long) matrices * hidden * shape.sharedExpertIntermediateSize();
        long experts = shape.moeLayers() == 0 ? 0 : shape.experts() * expert + shared;
        long activeExperts = shape.moeLayers() == 0 ? 0 : shape.expertsPerToken() * expert + shared;
        long embedding = (long) shape.vocabSize() * hidden;
        long head = shape.tiedEmbeddings() ? 0 : embedding;
        long matricesInAll = attention * shape.fullAttentionLayers()
                + mlp * (shape.layers() - shape.moeLayers())
                + experts * shape.moeLayers();
        long further = shape.furtherWeights();
        VisionTower tower = shape.tower();
        long towerWeights = tower == null ? 0 : tower.linearWeights();
        return new ModelDimensions(
                shape,
                shape.layers(),
                shape.moeLayers(),
                hidden,
                queries,
                keys,
                values,
                shape.intermediateSize(),
                shape.expertsPerToken() * shape.moeIntermediateSize() + shape.sharedExpertIntermediateSize(),
                shape.vocabSize(),
                attention,
                mlp,
                experts,
                activeExperts,
                embedding,
                head,
                further,
                towerWeights,
                Math.max(0, model.parameters() - matricesInAll - further - towerWeights - embedding - head),
                model.parameters(),
                code.fusedQkv(),
                code.fusedGateUp(),
                code.unfusedGelu(),
                code.cappedLogits(),
                guessed,
                family,
                LayerKinds.of(shape));
    }

    /** The same model with one value for each sequence in place of its head. */
    ModelDimensions headless() {
        return new ModelDimensions(
                shape,
                layers,
                moeLayers,
                hidden,
                queries,
                keys,
                values,
                mlp,
                activeMlp,
                0,
                attentionWeights,
                mlpWeights,
                expertWeights,
                activeExpertWeights,
                embeddingWeights,
                0,
                furtherWeights,
                towerWeights,
                otherWeights + hidden,
                total - headWeights + hidden,
                fusedQkv,
                fusedGateUp,
                unfusedGelu,
                false,
                guessed,
                family,
                kinds);
    }

    /** Bytes of 16-bit keys and values that a token leaves in the cache of all layers. */
    double cacheBytes() {
        int width = shape.kvLoraRank() > 0 ? shape.kvLoraRank() + shape.qkRopeHeadDim() : keys + values;
        return 2.0 * width * shape.fullAttentionLayers();
    }

    /** Whether the head's gradient and that of the input embedding are added up, since both are one matrix. */
    boolean tiedHead() {
        return headWeights == 0 && vocabulary > 0;
    }

    /** Weights of all linear layers but the head. */
    long linearWeights() {
        return total - otherWeights - embeddingWeights - headWeights;
    }

    /** Weights that are stored in few bits when the base is quantised. */
    long quantisedWeights(boolean expertsToo) {
        return linearWeights() - (expertsToo ? 0 : (long) moeLayers * expertWeights);
    }

    /** Weights that a token is multiplied with: every matrix but the input embedding. */
    long activeMatrixWeights() {
        return attentionWeights * shape.fullAttentionLayers()
                + mlpWeights * (layers - moeLayers)
                + activeExpertWeights * moeLayers
                + furtherWeights
                + (vocabulary > 0 ? embeddingWeights : 0);
    }

    /** Layers with attention, of the common shape or another. */
    int attentionLayers() {
        return kinds.attention();
    }

    /** Layers that mix tokens without attention, or with another mixer beside it. */
    int mixerLayers() {
        return kinds.mixers();
    }

    /** Width of what the linear layers of one mixer give out, added up. */
    double mixerOutputs() {
        return kinds.mixerOutputs();
    }

    /** Weights of the largest layer. */
    long layerWeights() {
        long mixing = attentionLayers() == layers && mixerLayers() > 0
                ? attentionWeights + kinds.mixerWeights()
                : Math.max(attentionLayers() == 0 ? 0 : attentionWeights, kinds.mixerWeights());
        return mixing + Math.max(moeLayers < layers ? mlpWeights : 0, expertWeights);
    }

    /** Weights of the largest matrix inside a layer. */
    long largestMatrix() {
        return Math.max(
                kinds.largestMatrix(), (long) hidden * Math.max(Math.max(queries, mlp), shape.moeIntermediateSize()));
    }

    /** Norms that work in 32 bits and keep a 32-bit copy of what they normalise, as RMS norms do. */
    boolean wideNorms() {
        return !shape.normBias() && shape.normsPerLayer() > 0;
    }

    int norms() {
        return Math.max(1, shape.normsPerLayer() == 0 ? 2 : shape.normsPerLayer());
    }

    private static long latentAttention(Architecture shape, int queries) {
        long hidden = shape.hiddenSize();
        long q = shape.qLoraRank();
        long kv = shape.kvLoraRank();
        return (q == 0 ? hidden * queries : hidden * q + q * queries)
                + hidden * (kv + shape.qkRopeHeadDim())
                + kv * shape.attentionHeads() * (shape.qkNopeHeadDim() + shape.vHeadDim())
                + (long) shape.attentionHeads() * shape.vHeadDim() * hidden;
    }
}

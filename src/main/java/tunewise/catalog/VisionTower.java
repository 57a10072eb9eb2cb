package tunewise.catalog;

/**
 * What turns images into tokens of a language model: the tower, and the projector behind it.
 *
 * @param layers of the tower
 * @param hiddenSize of the tower, whose patches have this width
 * @param intermediateSize of its MLPs
 * @param parameters of tower and projector together, which a text leaves out
 * @param linearWeights among them: weights of linear layers, which a quantised base stores in few bits
 * @param linearWidths inputs and outputs of those layers, added up: weights of adapters of rank 1
 * @param patchesPerToken patches of the tower that become one token of the language model
 * @param tokensPerImage of an image of usual size; 0 where the model takes images of any size
 */
public record VisionTower(
        int layers,
        int hiddenSize,
        int intermediateSize,
        long parameters,
        long linearWeights,
        long linearWidths,
        int patchesPerToken,
        int tokensPerImage) {

    /** With weights that only images use, and that stand in the language model. */
    public VisionTower with(long more) {
        return new VisionTower(
                layers,
                hiddenSize,
                intermediateSize,
                parameters + more,
                linearWeights,
                linearWidths,
                patchesPerToken,
                tokensPerImage);
    }
}

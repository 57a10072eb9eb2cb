package tunewise.estimate;

/**
 * What layers keep that mix tokens without attention, in bytes a token.
 *
 * <p>Traced tensor by tensor with the modelling code of transformers 5.18, which without kernels of another package
 * computes the recurrence in steps that each keep their result (fixtures/measured/memory.csv). Adapters add what theirs
 * read, as everywhere.
 *
 * @param attentionLayers of all layers
 * @param mixerLayers of all layers; where the two overlap a layer has both
 * @param attentionInputs what the adapters of attention keep, which a mixer in its place does not
 * @param kept of one mixer
 * @param working beyond that while its backward pass runs
 */
record Mixing(int layers, int attentionLayers, int mixerLayers, double attentionInputs, double kept, double working) {
    static Mixing of(
            ModelDimensions dimensions, Adapters adapters, boolean full, boolean master, int adapterBytes, int rank) {
        int mixers = dimensions.mixerLayers();
        double wide = adapterBytes == 4 ? (master ? 2.0 : 4.0) : 0;
        double between = full ? 0 : (double) adapterBytes * rank;
        double ofMixer = full ? 0 : wide * adapters.mixerInputs() + between * adapters.mixerModules();
        double ofAttention = full ? 0 : wide * adapters.attentionInputs() + between * adapters.attentionModules();
        return new Mixing(
                dimensions.layers(),
                dimensions.attentionLayers(),
                mixers,
                ofAttention,
                mixers == 0 ? 0 : Recurrence.kept(dimensions) + ofMixer,
                mixers == 0 ? 0 : 4 * dimensions.mixerOutputs());
    }

    /** Of the layer that keeps most, from what one with attention keeps and what it keeps beside its attention. */
    double largest(double attending, double elsewhere) {
        if (mixerLayers == 0) {
            return attending;
        }
        double mixed = elsewhere - attentionInputs + kept;
        return both() ? attending + kept : attentionLayers == 0 ? mixed : Math.max(attending, mixed);
    }

    /** On average over the layers. */
    double mean(double attending, double elsewhere) {
        if (mixerLayers == 0) {
            return attending;
        }
        if (both()) {
            return attending + kept;
        }
        double others = elsewhere - attentionInputs;
        int alone = Math.max(0, layers - attentionLayers - mixerLayers);
        return (attentionLayers * attending + mixerLayers * (others + kept) + alone * others) / layers;
    }

    private boolean both() {
        return attentionLayers + mixerLayers > layers;
    }
}

package tunewise.catalog;

/**
 * A linear layer of a model beyond those of its common shape, as those that mix tokens in place of attention.
 *
 * @param name as the modelling code names the module
 * @param layers of the model that hold it, or how often it stands in the model
 */
public record LinearLayer(Part part, String name, int layers, long inputs, long outputs) {

    /** What a linear layer belongs to. */
    public enum Part {
        /** Mixes tokens in place of attention or beside it: Gated DeltaNet, Mamba, short convolutions. */
        MIXER,
        /** Gives out what a Mamba layer mixed, where PEFT refuses adapters: its kernel reads the plain weights. */
        MIXER_OUTPUT,
        /** Attention of another shape than the model's other layers have. */
        ATTENTION,
        /** Chooses what sparse attention looks at. */
        INDEXER,
        /** An MLP, or a part of one, of another shape than the model's other layers have. */
        MLP
    }

    /** Of all layers that hold it, without biases. */
    public long weights() {
        return layers * inputs * outputs;
    }
}

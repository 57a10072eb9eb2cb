package tunewise.catalog.config;

/** Adds up the weights of a tower and the projector behind it. */
final class TowerWeights {
    private final int layers;
    private final int width;
    private long parameters;
    private long linearWeights;
    private long linearWidths;

    TowerWeights(int layers, int width) {
        this.layers = layers;
        this.width = width;
    }

    /** Attention of four matrices in each layer, of which three may be joined in one without a weight more. */
    TowerWeights attention(boolean bias) {
        return linear(layers, width, 3L * width, bias).linear(layers, width, width, bias);
    }

    /** An MLP of two matrices in each layer. */
    TowerWeights plainMlp(int inner, boolean bias) {
        return linear(layers, width, inner, bias).linear(layers, inner, width, bias);
    }

    /** An MLP of three matrices in each layer. */
    TowerWeights gatedMlp(int inner, boolean bias) {
        return linear(2 * layers, width, inner, bias).linear(layers, inner, width, bias);
    }

    /** A linear layer that stands so many times, with a bias or without. */
    TowerWeights linear(int times, long inputs, long outputs, boolean bias) {
        parameters += times * (inputs * outputs + (bias ? outputs : 0));
        linearWeights += times * inputs * outputs;
        linearWidths += times * (inputs + outputs);
        return this;
    }

    /** Norms, convolutions, positions: weights that no linear layer holds. */
    TowerWeights others(long weights) {
        parameters += weights;
        return this;
    }

    long parameters() {
        return parameters;
    }

    long linearWeights() {
        return linearWeights;
    }

    long linearWidths() {
        return linearWidths;
    }
}

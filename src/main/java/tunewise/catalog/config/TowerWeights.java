package tunewise.catalog.config;

/** Adds up the weights of a tower and the projector behind it. */
final class TowerWeights {
    private long parameters;
    private long linearWeights;
    private long linearWidths;

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

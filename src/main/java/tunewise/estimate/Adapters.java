package tunewise.estimate;

import java.util.EnumSet;
import java.util.Set;
import tunewise.catalog.Architecture;
import tunewise.training.AdapterTargets;

/**
 * The low-rank adapters of a model. Experts are stacked tensors, which peft 0.21 adapts with twice the rank where two
 * matrices are stacked in one, adding the product to a copy of the layer's experts.
 *
 * @param weights of all adapters
 * @param modules adapted in one layer
 * @param inputs width of what the adapters of one layer read, each counted for itself
 * @param mlpInputs that part of inputs which adapters of the MLP read
 */
record Adapters(
        long weights,
        int modules,
        long inputs,
        long mlpInputs,
        boolean onAttentionInput,
        boolean onMlpInput,
        boolean onDown,
        boolean onExperts) {
    static final Adapters NONE = new Adapters(0, 0, 0, 0, false, false, false, false);

    static Adapters of(ModelDimensions dimensions, AdapterTargets targets, int rank) {
        Set<Projection> on = Projection.of(targets);
        WeightCount layer = new WeightCount();
        boolean attentionInput = attention(dimensions, on, layer);
        long attentionWeights = layer.weights;
        long attentionInputs = layer.inputs;
        int mlpWidth = dimensions.moeLayers() < dimensions.layers() ? dimensions.mlp() : 0;
        boolean mlpInput = mlpWidth > 0 && mlpInput(dimensions, on, mlpWidth, layer);
        boolean down = mlpWidth > 0 && on.contains(Projection.DOWN);
        if (down) {
            layer.add(mlpWidth, dimensions.hidden());
        }
        WeightCount whole = new WeightCount();
        if (on.contains(Projection.HEAD)) {
            whole.add(dimensions.hidden(), dimensions.vocabulary());
        }
        boolean experts = dimensions.moeLayers() > 0 && (mlpInput(on) || on.contains(Projection.DOWN));
        long weights = attentionWeights * dimensions.layers()
                + (layer.weights - attentionWeights) * (dimensions.layers() - dimensions.moeLayers())
                + (experts ? expertAdapters(dimensions) * dimensions.moeLayers() : 0)
                + whole.weights;
        return new Adapters(
                rank * weights,
                layer.modules,
                layer.inputs,
                layer.inputs - attentionInputs,
                attentionInput,
                mlpInput,
                down,
                experts);
    }

    private static boolean mlpInput(Set<Projection> on) {
        return on.contains(Projection.GATE) || on.contains(Projection.UP);
    }

    /** Of one layer and one rank: 3 hidden + 5 inner widths an expert, the shared expert, and the router. */
    private static long expertAdapters(ModelDimensions dimensions) {
        Architecture shape = dimensions.shape();
        long hidden = shape.hiddenSize();
        return shape.experts() * (3 * hidden + 5L * shape.moeIntermediateSize())
                + (shape.sharedExpertIntermediateSize() == 0 ? 0 : 3 * (hidden + shape.sharedExpertIntermediateSize()))
                + hidden
                + shape.experts();
    }

    private static boolean attention(ModelDimensions dimensions, Set<Projection> on, WeightCount layer) {
        EnumSet<Projection> inputs = EnumSet.range(Projection.QUERY, Projection.VALUE);
        inputs.retainAll(on);
        if (dimensions.fusedQkv() && !inputs.isEmpty()) {
            layer.add(dimensions.hidden(), dimensions.queries() + dimensions.keys() + dimensions.values());
        } else {
            for (Projection input : inputs) {
                layer.add(
                        dimensions.hidden(),
                        switch (input) {
                            case QUERY -> dimensions.queries();
                            case KEY -> dimensions.keys();
                            default -> dimensions.values();
                        });
            }
        }
        if (on.contains(Projection.OUTPUT)) {
            int heads = dimensions.shape().kvLoraRank() > 0 ? dimensions.values() : dimensions.queries();
            layer.add(heads, dimensions.hidden());
        }
        return !inputs.isEmpty();
    }

    private static boolean mlpInput(ModelDimensions dimensions, Set<Projection> on, int mlpWidth, WeightCount layer) {
        boolean gate = dimensions.shape().gatedMlp() && on.contains(Projection.GATE);
        boolean up = on.contains(Projection.UP);
        if (dimensions.fusedGateUp() && (gate || up)) {
            layer.add(dimensions.hidden(), 2 * mlpWidth);
            return true;
        }
        if (gate) {
            layer.add(dimensions.hidden(), mlpWidth);
        }
        if (up) {
            layer.add(dimensions.hidden(), mlpWidth);
        }
        return gate || up;
    }

    private static final class WeightCount {
        private long weights;
        private long inputs;
        private int modules;

        void add(int in, int out) {
            weights += (long) in + out;
            inputs += in;
            modules++;
        }
    }
}

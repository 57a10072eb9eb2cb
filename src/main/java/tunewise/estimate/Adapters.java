package tunewise.estimate;

import java.util.EnumSet;
import java.util.Set;
import tunewise.catalog.Architecture;
import tunewise.catalog.LinearLayer;
import tunewise.catalog.Stack;
import tunewise.training.AdapterTargets;

/**
 * The low-rank adapters of a model.
 *
 * @param weights of all adapters
 * @param modules adapted in one layer
 * @param inputs width of what the adapters of one layer read, each counted for itself
 * @param mlpInputs that part of inputs which adapters of the MLP read
 * @param attentionModules those among them that belong to attention
 * @param attentionInputs width of what those read
 * @param mixerModules adapted in a layer's mixer, which stands in place of its attention
 * @param mixerInputs width of what those read
 */
record Adapters(
        long weights,
        int modules,
        long inputs,
        long mlpInputs,
        boolean onAttentionInput,
        boolean onMlpInput,
        boolean onDown,
        boolean onExperts,
        int attentionModules,
        long attentionInputs,
        int mixerModules,
        long mixerInputs) {
    static final Adapters NONE = new Adapters(0, 0, 0, 0, false, false, false, false, 0, 0, 0, 0);

    static Adapters of(ModelDimensions dimensions, AdapterTargets targets, Stack stack, int rank) {
        ReachedExperts reached = ReachedExperts.of(targets, stack, dimensions.family());
        Set<Projection> on = Projection.of(targets);
        WeightCount layer = new WeightCount();
        boolean attentionInput = attention(dimensions, on, layer);
        long attentionWeights = layer.weights;
        int attentionModules = layer.modules;
        long attentionInputs = layer.inputs;
        boolean dense =
                dimensions.moeLayers() < dimensions.layers() && (dimensions.moeLayers() == 0 || reached.besides());
        int mlpWidth = dense ? dimensions.mlp() : 0;
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
        long weights = attentionWeights * dimensions.shape().fullAttentionLayers()
                + further(dimensions, targets, on, layer)
                + (layer.weights - attentionWeights) * (dimensions.layers() - dimensions.moeLayers())
                + (experts ? reached.weights(dimensions.shape()) * dimensions.moeLayers() : 0)
                + whole.weights;
        return new Adapters(
                rank * weights,
                layer.modules,
                layer.inputs,
                layer.inputs - attentionInputs,
                attentionInput,
                mlpInput,
                down,
                experts && reached.copies(),
                attentionModules,
                attentionInputs,
                layer.mixerModules,
                layer.mixerInputs);
    }

    /** With adapters beyond the language model. */
    Adapters with(long further) {
        return further == 0
                ? this
                : new Adapters(
                        weights + further,
                        modules,
                        inputs,
                        mlpInputs,
                        onAttentionInput,
                        onMlpInput,
                        onDown,
                        onExperts,
                        attentionModules,
                        attentionInputs,
                        mixerModules,
                        mixerInputs);
    }

    /** Of rank 1, on all linear layers beyond the common shape that the targets reach. */
    private static long further(
            ModelDimensions dimensions, AdapterTargets targets, Set<Projection> on, WeightCount layer) {
        long weights = 0;
        for (LinearLayer linear : dimensions.shape().further()) {
            if (reached(linear, targets, on)) {
                weights += linear.layers() * (linear.inputs() + linear.outputs());
                if (linear.part() == LinearLayer.Part.MIXER) {
                    layer.mixes(linear.inputs());
                }
            }
        }
        return weights;
    }

    /** What chooses for sparse attention gets no gradient, and Mamba's output takes no adapters: both are left out. */
    private static boolean reached(LinearLayer linear, AdapterTargets targets, Set<Projection> on) {
        return switch (targets.kind()) {
            case ALL_LINEAR, AS_EXPORTED ->
                linear.part() != LinearLayer.Part.INDEXER && linear.part() != LinearLayer.Part.MIXER_OUTPUT;
            case ATTENTION ->
                linear.part() == LinearLayer.Part.ATTENTION
                        && Projection.of(linear.name()).stream().anyMatch(on::contains);
            case NAMED ->
                targets.modules().stream()
                        .map(module -> module.substring(module.lastIndexOf('.') + 1))
                        .anyMatch(linear.name()::equals);
        };
    }

    private static boolean mlpInput(Set<Projection> on) {
        return on.contains(Projection.GATE) || on.contains(Projection.UP);
    }

    private static boolean attention(ModelDimensions dimensions, Set<Projection> on, WeightCount layer) {
        EnumSet<Projection> inputs = EnumSet.range(Projection.QUERY, Projection.VALUE);
        inputs.retainAll(on);
        if (dimensions.shape().kvLoraRank() > 0) {
            return latentAttention(dimensions, on, layer);
        }
        if (dimensions.fusedQkv() && !inputs.isEmpty()) {
            layer.add(dimensions.hidden(), dimensions.queries() + dimensions.keys() + dimensions.values());
        } else {
            for (Projection input : inputs) {
                layer.add(
                        dimensions.hidden(),
                        switch (input) {
                            case QUERY ->
                                dimensions.queries() * (dimensions.shape().attnOutputGate() ? 2 : 1);
                            case KEY -> dimensions.keys();
                            default -> dimensions.values();
                        });
            }
        }
        if (on.contains(Projection.OUTPUT)) {
            layer.add(dimensions.queries(), dimensions.hidden());
        }
        return !inputs.isEmpty();
    }

    /** Queries, and keys with values, each go through a narrow copy where the model has ranks for them. */
    private static boolean latentAttention(ModelDimensions dimensions, Set<Projection> on, WeightCount layer) {
        Architecture shape = dimensions.shape();
        if (on.contains(Projection.QUERY) && shape.qLoraRank() > 0) {
            layer.add(dimensions.hidden(), shape.qLoraRank());
            layer.add(shape.qLoraRank(), dimensions.queries());
        } else if (on.contains(Projection.QUERY)) {
            layer.add(dimensions.hidden(), dimensions.queries());
        }
        if (on.contains(Projection.KEY)) {
            layer.add(dimensions.hidden(), shape.kvLoraRank() + shape.qkRopeHeadDim());
        }
        if (on.contains(Projection.VALUE)) {
            layer.add(shape.kvLoraRank(), shape.attentionHeads() * (shape.qkNopeHeadDim() + shape.vHeadDim()));
        }
        if (on.contains(Projection.OUTPUT)) {
            layer.add(dimensions.values(), dimensions.hidden());
        }
        return on.contains(Projection.QUERY) || on.contains(Projection.KEY);
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
        private long mixerInputs;
        private int mixerModules;

        /** Inputs that the adapters of a mixer read. */
        void mixes(long in) {
            mixerInputs += in;
            mixerModules++;
        }

        void add(int in, int out) {
            weights += (long) in + out;
            inputs += in;
            modules++;
        }
    }
}

package tunewise.estimate;

import org.jspecify.annotations.Nullable;
import tunewise.catalog.Architecture;
import tunewise.catalog.ModelFamily;
import tunewise.catalog.Stack;
import tunewise.training.AdapterTargets;

/**
 * How adapters reach the experts of a model.
 *
 * @param way to the experts themselves
 * @param besides whether MLPs beside them take adapters too: those of layers without experts, and those all tokens share
 */
record ReachedExperts(Way way, boolean besides) {

    /** The way to the matrices of an expert. */
    enum Way {
        /** There are none, or nothing reaches them. */
        NONE,
        /** By "all linear layers" of PEFT 0.21: twice the rank where two matrices are stacked in one, and the router. */
        ALL_LINEAR,
        /** By the names of the stacked parameters. */
        NAMED,
        /** As linear layers of their own. */
        SINGLE
    }

    static ReachedExperts of(AdapterTargets targets, Stack stack, @Nullable ModelFamily family) {
        if (targets.kind() == AdapterTargets.Kind.ATTENTION) {
            return new ReachedExperts(Way.NONE, false);
        }
        if (targets.kind() != AdapterTargets.Kind.AS_EXPORTED || family == null || !family.namesExperts()) {
            return new ReachedExperts(Way.ALL_LINEAR, true);
        }
        return switch (stack.adaptsExperts()) {
            case NONE -> new ReachedExperts(Way.NONE, true);
            case STACKED -> new ReachedExperts(Way.NAMED, family.adaptsMlps());
            case SINGLE -> new ReachedExperts(Way.SINGLE, true);
        };
    }

    /** Whether PEFT adds the adapters' product to a copy of the layer's experts. */
    boolean copies() {
        return way == Way.ALL_LINEAR || way == Way.NAMED;
    }

    /** Weights of rank 1 in a layer with experts, beyond its attention. */
    long weights(Architecture shape) {
        long in = shape.expertInput();
        long inner = shape.moeIntermediateSize();
        int matrices = shape.gatedMlp() ? 3 : 2;
        long each =
                switch (way) {
                    case NONE -> 0;
                    case ALL_LINEAR -> 3 * in + 5 * inner;
                    // One matrix, or two stacked to the inside, and one back.
                    case NAMED -> 2 * in + matrices * inner;
                    case SINGLE -> matrices * (in + inner);
                };
        long router = way == Way.ALL_LINEAR ? shape.hiddenSize() + shape.experts() : 0;
        return shape.experts() * each + router + (besides ? shared(shape, matrices) : 0);
    }

    private static long shared(Architecture shape, int matrices) {
        long inner = shape.sharedExpertIntermediateSize();
        return inner == 0 ? 0 : matrices * (shape.hiddenSize() + inner);
    }
}

package tunewise.estimate;

import org.jspecify.annotations.Nullable;
import tunewise.catalog.VisionTower;
import tunewise.training.Method;

/**
 * What reading images takes in a training step: every patch passes through the layers of the tower, whose attention
 * sees the whole image.
 *
 * <p>Bytes that a patch leaves in a layer were counted tensor by tensor in the towers of transformers 5.18, with width d
 * and MLP width f: norms, queries, keys, values, their result and both residuals 16d; a plain MLP 5f (4f to 6f by its
 * activation), a gated one 8f with 7d more of its wider norms; positions turned into angles, which towers for images of
 * any size have, 10d. A frozen tower keeps nothing, since no gradient goes through it.
 */
final class TowerWork {
    private static final int ATTENTION_MATRICES = 4;

    private final @Nullable VisionTower tower;
    private final TrainingConfig config;
    private final double images;

    TowerWork(ModelDimensions dimensions, TrainingConfig config) {
        this.tower = dimensions.shape().tower();
        this.config = config;
        this.images = tower == null
                ? 0
                : (double) config.sequences() * config.images().perSample();
    }

    /** Whether anything passes through it. */
    boolean reads() {
        return tower != null && images > 0 && tower.layers() > 0;
    }

    /** Whether it learns: with all weights, or by adapters of its own. */
    boolean trained() {
        return reads() && config.images().towerTrained();
    }

    /** Weights that adapters of rank 1 on all of its linear layers have. */
    long adapterWeights() {
        return tower != null && trained() && config.method() != Method.FULL ? tower.linearWidths() : 0;
    }

    /** Weights that stay as they are although all others train. */
    long frozenWeights() {
        return tower != null && reads() && !trained() ? tower.parameters() : 0;
    }

    /** Bytes it keeps from its forward to its backward pass. */
    double kept() {
        if (tower == null || !trained()) {
            return 0;
        }
        double each = config.gradientCheckpointing() ? 2.0 * tower.hiddenSize() : layer(tower);
        return patches(tower) * tower.layers() * each;
    }

    /** Bytes of a layer at work: all that it keeps with its gradients, or of a frozen one its results alone. */
    double working() {
        if (tower == null || !reads()) {
            return 0;
        }
        double d = tower.hiddenSize();
        double f = tower.intermediateSize();
        return patches(tower)
                * (trained() ? (config.gradientCheckpointing() ? layer(tower) : 0) + 6 * d + 4 * f : 10 * d + 4 * f);
    }

    /** Arithmetic of one micro batch: twice its weights a patch forward, and its attention. */
    double flop() {
        if (tower == null || !reads()) {
            return 0;
        }
        double ofImage = (double) config.images().tokensEach() * tower.patchesPerToken();
        double forward = 2.0 * tower.linearWeights() + 4.0 * tower.layers() * tower.hiddenSize() * ofImage;
        double passes = 1;
        if (trained()) {
            passes += (config.method() == Method.FULL ? 2 : 1) + (config.gradientCheckpointing() ? 1 : 0);
        }
        return passes * forward * patches(tower);
    }

    private double patches(VisionTower of) {
        return images * config.images().tokensEach() * of.patchesPerToken();
    }

    private static double layer(VisionTower tower) {
        double d = tower.hiddenSize();
        double f = tower.intermediateSize();
        boolean gated = tower.linearWeights() > tower.layers() * d * (ATTENTION_MATRICES * d + 2.5 * f);
        boolean anySize = tower.tokensPerImage() == 0;
        return 16 * d + (gated ? 8 * f + 7 * d : 5 * f) + (anySize ? 10 * d : 0);
    }
}

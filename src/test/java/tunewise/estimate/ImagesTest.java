package tunewise.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.VisionTower;
import tunewise.training.Method;

/** Images pass through a tower that works for each patch, and keeps something of it only where it learns. */
class ImagesTest {
    private static final double GIB = 1L << 30;
    private static final Model MODEL = ShippedEstimator.model("google/gemma-3-4b-it");
    private static final VisionTower TOWER = MODEL.architecture().orElseThrow().tower();
    private static final Images FOUR = new Images(4, 256, false);

    @Test
    void aFrozenTowerKeepsNothingAndCostsTime() {
        TrainingConfig text = usual(Method.LORA);
        TrainingConfig seen = text.withImages(FOUR);

        assertEquals(allocated(text.with(tunewise.question.Extra.PADDED)), allocated(seen), 1e-9);
        assertTrue(speed(seen) < 0.9 * speed(text), speed(seen) + " of " + speed(text));
    }

    @Test
    void aTrainedTowerKeepsWhatItsBackwardPassNeeds() {
        TrainingConfig frozen = usual(Method.LORA).withCheckpointing(false).withImages(FOUR);
        TrainingConfig trained = usual(Method.LORA).withCheckpointing(false).withImages(new Images(4, 256, true));

        double d = TOWER.hiddenSize();
        double kept = 4 * 4096 * TOWER.layers() * (16 * d + 5 * TOWER.intermediateSize());
        double adapters = 16.0 * TOWER.linearWidths();
        assertEquals(4096, 256 * TOWER.patchesPerToken());
        assertTrue(allocated(trained) - allocated(frozen) >= kept / GIB);
        assertEquals((kept + 4 * adapters) / GIB, allocated(trained) - allocated(frozen), 0.3);
        assertTrue(speed(trained) < speed(frozen));
    }

    @Test
    void allWeightsButThoseOfAFrozenTowerHaveStates() {
        TrainingConfig all = usual(Method.FULL).withImages(new Images(1, 256, true));
        TrainingConfig without = usual(Method.FULL).withImages(new Images(1, 256, false));

        double states =
                memory(all).gib(MemoryEstimate.Kind.OPTIMIZER) - memory(without).gib(MemoryEstimate.Kind.OPTIMIZER);
        assertEquals(4 * TOWER.parameters() / GIB, states, 1e-6);
        assertEquals(
                memory(all).gib(MemoryEstimate.Kind.WEIGHTS), memory(without).gib(MemoryEstimate.Kind.WEIGHTS), 1e-9);
    }

    private static TrainingConfig usual(Method method) {
        return TrainingConfig.usual(method, 16, ShippedEstimator.TRL);
    }

    private static MemoryEstimate memory(TrainingConfig config) {
        return ShippedEstimator.ESTIMATOR.memory(MODEL, config, ShippedEstimator.TRL);
    }

    private static double allocated(TrainingConfig config) {
        return memory(config).allocatedGib().central();
    }

    private static double speed(TrainingConfig config) {
        Gpu gpu = ShippedEstimator.CATALOG.gpu("a100-sxm-80gb").orElseThrow();
        return ShippedEstimator.ESTIMATOR
                .speed(MODEL, config, gpu, ShippedEstimator.TRL)
                .tokensPerSecond()
                .central();
    }
}

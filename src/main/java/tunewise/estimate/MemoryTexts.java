package tunewise.estimate;

import java.util.Locale;
import tunewise.catalog.Stack;

/** How each part of the memory comes about, in words. */
final class MemoryTexts {
    private static final double GIB = 1L << 30;

    private final ModelDimensions dimensions;
    private final TrainingConfig config;
    private final Stack stack;
    private final HeldWeights held;
    private final Activations activations;
    private final TowerWork tower;

    MemoryTexts(
            ModelDimensions dimensions,
            TrainingConfig config,
            Stack stack,
            HeldWeights held,
            Activations activations,
            TowerWork tower) {
        this.dimensions = dimensions;
        this.config = config;
        this.stack = stack;
        this.held = held;
        this.activations = activations;
        this.tower = tower;
    }

    String weights() {
        if (held.offloaded) {
            return "weights wait in the host's memory";
        }
        if (held.full || !held.quantised) {
            return words(
                    "%,d weights x %d bytes%s",
                    dimensions.total(), held.full ? held.trainedBytes : 2, shards(held.weightShards));
        }
        long few = dimensions.quantisedWeights(HeldWeights.quantisesExperts(config, stack));
        return words(
                "(%,d weights of linear layers x %.4f bytes + %,d of stacked experts x 2 + %,d others x %d)%s",
                few,
                held.linearBytes(),
                dimensions.linearWeights() - few,
                dimensions.total() - dimensions.linearWeights(),
                config.kbitFp32() ? 4 : 2,
                shards(held.weightShards));
    }

    String adapters() {
        return held.full
                ? "no adapters"
                : words(
                        "%,.0f trained weights x %.1f bytes%s",
                        held.trained, held.trainedWeightBytes / held.trained, shards(held.weightShards));
    }

    String states() {
        if (held.offloaded) {
            return "states wait in the host's memory";
        }
        return words(
                "%,.0f trained weights x %.1f bytes of %s%s",
                held.trained, held.stateBytes(), config.optimizer().id(), shards(held.stateShards));
    }

    String gradients(Peak peak) {
        return words(
                "%.2f GiB of %,.0f trained weights x %.1f bytes%s are there when %s",
                peak.gradients() / GIB,
                held.trained,
                held.trainedWeightBytes / held.trained,
                shards(held.gradientShards),
                peak.moment().summary());
    }

    String activations() {
        double tokens = config.tokens();
        boolean checkpointed = config.gradientCheckpointing();
        String seen = tower.reads()
                ? words(
                        "; the %s vision tower keeps %.2f GiB of the images and works with %.2f GiB",
                        tower.trained() ? "trained" : "frozen", tower.kept() / GIB, tower.working() / GIB)
                : "";
        return words(
                "%d layers keep %,.0f bytes a token; a layer at work takes %,.0f bytes a token more; %,.0f tokens%s",
                dimensions.layers(),
                (checkpointed ? activations.keptHidden() : activations.layerKept()) / tokens,
                ((checkpointed ? activations.layerKept() : 0) + activations.layerWorking()) / tokens,
                tokens,
                seen);
    }

    String logits(Peak peak) {
        return peak.logits() == 0
                ? "no logits are there when " + peak.moment().summary()
                : words(
                        "%s loss over %,d words of vocabulary: %.2f GiB when %s",
                        config.loss().id(),
                        dimensions.vocabulary(),
                        peak.logits() / GIB,
                        peak.moment().summary());
    }

    String workspace(Peak peak) {
        return words(
                "%.2f GiB of dequantised, gathered or copied weights when %s",
                peak.workspace() / GIB, peak.moment().summary());
    }

    static String overhead(double overhead, double slack) {
        return words(
                "%.2f GiB of CUDA context and communication + %.2f GiB of allocator slack",
                overhead / GIB, slack / GIB);
    }

    private static String shards(double count) {
        return count == 1 ? "" : words(" / %.0f GPUs", count);
    }

    private static String words(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}

package tunewise.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tunewise.catalog.Catalog;
import tunewise.catalog.Model;
import tunewise.fixtures.ShippedRules;
import tunewise.training.AdapterTargets;

/** The weights that an answer counts as trained are those that its file trains, by PEFT's own count of them. */
class AdapterCountsTest {
    private static final Catalog CATALOG = ShippedRules.loaded().catalog();
    private static final Estimator ESTIMATOR = Estimator.of(CATALOG);

    @Test
    void namedExpertsTakeOnePairEachAndTheRouterNone() {
        // 24 layers x 16 x (32 experts x (2 x 2,880 + 3 x 2,880) + 20,736 of attention), as PEFT 0.21 counts.
        assertEquals(184_909_824, counted("openai/gpt-oss-20b", "trl"));
        // 48 layers x 16 x (128 experts x (2 x 2,048 + 3 x 768) + 17,408 of attention).
        assertEquals(642_514_944, counted("Qwen/Qwen3-30B-A3B", "trl"));
        assertEquals(642_514_944, counted("Qwen/Qwen3-30B-A3B", "axolotl"));
    }

    @Test
    void aTrainerThatAdaptsModulesOnlyLeavesExpertsAlone() {
        assertEquals(24 * 16 * 20_736, counted("openai/gpt-oss-20b", "llama-factory"));
        assertEquals(48 * 16 * 17_408, counted("Qwen/Qwen3-30B-A3B", "llama-factory"));
    }

    @Test
    void expertsThatAreLayersOfTheirOwnTakeAPairForEachMatrix() {
        assertEquals(48 * 16 * (17_408 + 128 * 3 * (2048 + 768)), counted("Qwen/Qwen3-30B-A3B", "unsloth"));
    }

    @Test
    void whoAsksForAllLinearLayersGetsThemAsPeftTakesThem() {
        Model model = model("Qwen/Qwen3-30B-A3B");
        assertEquals(
                996_507_648,
                ESTIMATOR.adapterWeights(
                        model, AdapterTargets.ALL_LINEAR, CATALOG.stack("trl").orElseThrow(), 16));
    }

    private static long counted(String id, String stack) {
        return ESTIMATOR.adapterWeights(
                model(id), AdapterTargets.AS_EXPORTED, CATALOG.stack(stack).orElseThrow(), 16);
    }

    private static Model model(String id) {
        return CATALOG.models().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}

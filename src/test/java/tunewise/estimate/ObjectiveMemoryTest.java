package tunewise.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tunewise.estimate.ShippedEstimator.memory;
import static tunewise.estimate.ShippedEstimator.usual;

import org.junit.jupiter.api.Test;
import tunewise.catalog.Model;
import tunewise.estimate.MemoryEstimate.Kind;
import tunewise.question.Extra;
import tunewise.training.Attention;
import tunewise.training.Method;
import tunewise.training.Objective;

class ObjectiveMemoryTest {
    private static final String LLAMA_8B = "meta-llama/Llama-3.1-8B";
    private static final String QWEN_3B = "Qwen/Qwen2.5-3B";
    private static final double GIB = 1L << 30;

    @Test
    void aPairIsTwiceTheTokens() {
        assertEquals(
                2 * 2048,
                usual(Method.LORA).withAim(ObjectiveSetup.of(Objective.DPO)).tokens());
        assertEquals(
                2048,
                usual(Method.LORA).withAim(ObjectiveSetup.of(Objective.KTO)).tokens());
    }

    @Test
    void adaptersNeedNoCopyAsAReferenceAndAllWeightsDo() {
        assertEquals(0, memory(LLAMA_8B, aimedAt(Method.LORA, Objective.DPO)).gib(Kind.REFERENCE));
        MemoryEstimate full = memory(LLAMA_8B, aimedAt(Method.FULL, Objective.DPO));
        assertEquals(8_030_261_248L * 2 / GIB, full.gib(Kind.REFERENCE), 1e-6);
        assertEquals(0, memory(LLAMA_8B, aimedAt(Method.FULL, Objective.ORPO)).gib(Kind.REFERENCE));
    }

    @Test
    void aPrecomputedReferenceIsNotThere() {
        TrainingConfig dpo = aimedAt(Method.FULL, Objective.DPO);
        double saved = memory(LLAMA_8B, dpo).allocatedGib().central()
                - memory(LLAMA_8B, dpo.with(Extra.REFERENCE_PRECOMPUTED))
                        .allocatedGib()
                        .central();
        assertEquals(8_030_261_248L * 2 / GIB, saved, 0.1);
    }

    @Test
    void aRewardModelHasNoLogits() {
        MemoryEstimate reward = memory(LLAMA_8B, aimedAt(Method.LORA, Objective.REWARD));
        assertEquals(0, reward.gib(Kind.LOGITS));
        double head = 128_256.0 * 4096 * 2 / GIB;
        assertEquals(memory(LLAMA_8B, usual(Method.LORA)).gib(Kind.WEIGHTS) - head, reward.gib(Kind.WEIGHTS), 0.001);
    }

    @Test
    void aTeacherStandsBesideItsStudent() {
        Model teacher = ShippedEstimator.model("Qwen/Qwen2.5-14B");
        MemoryEstimate distilled =
                memory(QWEN_3B, usual(Method.FULL).withAim(new ObjectiveSetup(Objective.DISTILLATION, 0, 0, teacher)));
        assertEquals(teacher.parameters() * 2 / GIB, distilled.gib(Kind.TEACHER), 1e-6);
        assertTrue(distilled.allocatedGib().central() > 50, distilled.toString());
    }

    @Test
    void unslothGeneratesWithTheWeightsThatTrain() {
        ObjectiveSetup grpo = new ObjectiveSetup(Objective.GRPO, 8, 1024, null);
        Model model = ShippedEstimator.model(QWEN_3B);
        TrainingConfig adapters = TrainingConfig.usual(Method.QLORA, 8, ShippedEstimator.stack("unsloth"))
                .withAim(grpo);
        TrainingConfig all = TrainingConfig.usual(Method.FULL, 8, ShippedEstimator.stack("unsloth"))
                .withAim(grpo);
        double copy = model.parameters() * 2 / GIB;

        double shared = ShippedEstimator.ESTIMATOR
                .memory(model, adapters, ShippedEstimator.stack("unsloth"))
                .gib(Kind.ROLLOUT);
        double own = ShippedEstimator.ESTIMATOR
                .memory(model, all, ShippedEstimator.stack("unsloth"))
                .gib(Kind.ROLLOUT);
        assertEquals(copy, own - shared, 1e-6);
    }

    @Test
    void answersAreMadeUpByAnotherCopyOfTheWeightsWithTheirKeysAndValues() {
        MemoryEstimate grpo =
                memory(QWEN_3B, usual(Method.LORA).withAim(new ObjectiveSetup(Objective.GRPO, 8, 1024, null)));
        double cache = 32 * 2048 * 36 * 2 * 2 * 256.0 / GIB;
        assertEquals(3_085_938_688L * 2 / GIB + cache + 1.5, grpo.gib(Kind.ROLLOUT), 0.001);
    }

    @Test
    void eagerAttentionKeepsTheScoresOfAllPairsOfTokens() {
        TrainingConfig plain = usual(Method.LORA).withCheckpointing(false);
        double more = memory(LLAMA_8B, plain.withAttention(Attention.EAGER))
                        .allocatedGib()
                        .central()
                - memory(LLAMA_8B, plain).allocatedGib().central();
        assertEquals(24.2, more, 0.8);
    }

    @Test
    void onlyAPaddedBatchMakesPyTorchsOwnAttentionCopyKeys() {
        TrainingConfig plain = usual(Method.LORA).withCheckpointing(false);
        double sdpa = memory(LLAMA_8B, plain).allocatedGib().central();
        double padded =
                memory(LLAMA_8B, plain.with(Extra.PADDED)).allocatedGib().central();
        TrainingConfig flash = plain.withAttention(Attention.FLASH_ATTENTION_2);
        assertEquals(sdpa, memory(LLAMA_8B, flash).allocatedGib().central(), 1e-9);
        assertEquals(
                sdpa, memory(LLAMA_8B, flash.with(Extra.PADDED)).allocatedGib().central(), 1e-9);
        assertEquals(1, padded - sdpa, 0.02);
    }

    private static TrainingConfig aimedAt(Method method, Objective objective) {
        return usual(method).withAim(ObjectiveSetup.of(objective));
    }
}

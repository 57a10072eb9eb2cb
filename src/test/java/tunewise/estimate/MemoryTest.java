package tunewise.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tunewise.estimate.ShippedEstimator.memory;
import static tunewise.estimate.ShippedEstimator.usual;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tunewise.catalog.Model;
import tunewise.estimate.MemoryEstimate.Kind;
import tunewise.estimate.MemoryEstimate.Moment;
import tunewise.question.Extra;
import tunewise.training.AdapterTargets;
import tunewise.training.Attention;
import tunewise.training.Loss;
import tunewise.training.Method;
import tunewise.training.Optimizer;
import tunewise.training.Precision;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

class MemoryTest {
    private static final String LLAMA_2_7B = "meta-llama/Llama-2-7b-hf";
    private static final String LLAMA_8B = "meta-llama/Llama-3.1-8B";
    private static final String LLAMA_1B = "meta-llama/Llama-3.2-1B";
    private static final double GIB = 1L << 30;

    @Test
    void sixteenBitFullFineTuningHoldsEightBytesAWeight() {
        MemoryEstimate estimate = memory(LLAMA_2_7B, usual(Method.FULL));
        assertEquals(6_738_415_616L * 2 / GIB, estimate.gib(Kind.WEIGHTS), 1e-9);
        assertEquals(6_738_415_616L * 4 / GIB, estimate.gib(Kind.OPTIMIZER), 1e-9);
        assertEquals(6_738_415_616L * 8 / GIB, estimate.allocatedGib().central(), 0.1);
    }

    @Test
    void masterWeightsDoubleIt() {
        TrainingConfig master = new TrainingConfig(
                Method.FULL,
                0,
                AdapterTargets.ALL_LINEAR,
                Quantization.NONE,
                1,
                2048,
                true,
                Attention.SDPA,
                Precision.FP32_MASTER,
                Optimizer.ADAMW_TORCH_FUSED,
                Loss.CHUNKED,
                false,
                1,
                Sharding.NONE,
                Set.of(),
                ObjectiveSetup.SFT,
                Images.NONE);
        assertEquals(
                6_738_415_616L * 16 / GIB,
                memory(LLAMA_2_7B, master).allocatedGib().central(),
                0.3);
    }

    @Test
    void theForeachOptimizerWorksOnACopyOfTheWeights() {
        MemoryEstimate foreach = memory(LLAMA_2_7B, usual(Method.FULL).withOptimizer(Optimizer.ADAMW_TORCH));
        assertEquals(Moment.STEP, foreach.moment());
        assertEquals(6_738_415_616L * 10 / GIB, foreach.allocatedGib().central(), 1e-6);
    }

    @Test
    void aTiedEmbeddingsGradientIsAddedUpInThreeTensors() {
        MemoryEstimate tied = memory(LLAMA_1B, usual(Method.FULL));
        assertEquals(Moment.EMBEDDING, tied.moment());
        double bytes = 1_235_814_400L * 8 + 2 * 2.0 * 128_256 * 2048;
        assertEquals(bytes / GIB, tied.allocatedGib().central(), 0.02);
    }

    @Test
    void adaptersOfRankEightOnAllLinearLayersOfLlama27BAreTwentyMillionWeights() {
        long weights = 32L * 8 * (4 * 2 * 4096 + 3 * (4096 + 11008));
        assertEquals(19_988_480L, weights);
        assertEquals(weights * 4 / GIB, memory(LLAMA_2_7B, usual(Method.LORA)).gib(Kind.ADAPTERS), 1e-9);
    }

    @Test
    void aQuantisedBaseKeepsEmbeddingsAndHeadInSixteenBits() {
        long linear = 32L * (4 * 4096 * 4096 + 3 * 4096 * 11008);
        double bytes = linear * (0.5 + 1 / 64.0 + 4 / (64.0 * 256)) + (6_738_415_616L - linear) * 2.0;
        assertEquals(bytes / GIB, memory(LLAMA_2_7B, usual(Method.QLORA)).gib(Kind.WEIGHTS), 1e-9);
    }

    @Test
    void wholeLogitsTakeTwelveBytesAWordAndToken() {
        MemoryEstimate whole = ShippedEstimator.ESTIMATOR.memory(
                ShippedEstimator.model(LLAMA_8B),
                TrainingConfig.usual(Method.QLORA, 8, ShippedEstimator.stack("hf-trainer"))
                        .withBatch(4, 2048),
                ShippedEstimator.stack("hf-trainer"));
        assertEquals(Moment.LOSS, whole.moment());
        assertEquals(12.0 * 128_256 * 8192 / GIB, whole.gib(Kind.LOGITS), 1e-9);
    }

    @Test
    void stackedExpertsStayInSixteenBitsWhereTheStackLeavesThem() {
        Model mixtral = ShippedEstimator.model("mistralai/Mixtral-8x7B-v0.1");
        TrainingConfig qlora = usual(Method.QLORA);
        double left = ShippedEstimator.ESTIMATOR
                .memory(mixtral, qlora, ShippedEstimator.TRL)
                .gib(Kind.WEIGHTS);
        double quantised = ShippedEstimator.ESTIMATOR
                .memory(mixtral, qlora, ShippedEstimator.stack("unsloth"))
                .gib(Kind.WEIGHTS);
        assertEquals(32L * 8 * 3 * 4096 * 14336 * (2 - 0.515869140625) / GIB, left - quantised, 1e-6);
    }

    @Test
    void anEightBillionModelTrainsInFourBitsOnATwentyFourGigabyteCard() {
        assertTrue(memory(LLAMA_8B, usual(Method.QLORA).withBatch(4, 2048))
                .fits(ShippedEstimator.gpu("l4").usableGib()));
    }

    @Test
    void aSevenBillionModelTrainsWithAdaptersOnATwentyFourGigabyteCard() {
        assertTrue(memory(LLAMA_2_7B, usual(Method.LORA))
                .fits(ShippedEstimator.gpu("a10").usableGib()));
    }

    @Test
    void seventyBillionSixteenBitWeightsNeverFitOnOneEightyGigabyteCard() {
        MemoryEstimate estimate =
                memory("meta-llama/Llama-2-70b-hf", usual(Method.LORA).withBatch(1, 512));
        assertTrue(estimate.totalGib().low() > 80);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void moreTokensNeverNeedLess(Method method) {
        double last = 0;
        for (int tokens = 256; tokens <= 32768; tokens *= 2) {
            for (boolean checkpointed : List.of(true, false)) {
                double need = memory(
                                LLAMA_8B, usual(method).withBatch(1, tokens).withCheckpointing(checkpointed))
                        .totalGib()
                        .high();
                assertTrue(need >= last || !checkpointed, method + " at " + tokens);
                if (checkpointed) {
                    last = need;
                } else {
                    assertTrue(need >= last, method + " without checkpointing at " + tokens);
                }
            }
        }
    }

    @Test
    void aLargerRankNeverNeedsLess() {
        double last = 0;
        for (int rank = 2; rank <= 512; rank *= 2) {
            double need = memory(LLAMA_8B, TrainingConfig.usual(Method.QLORA, rank, ShippedEstimator.TRL))
                    .totalGib()
                    .high();
            assertTrue(need > last);
            last = need;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Sharding.class,
            names = {"FSDP", "ZERO2", "ZERO3"})
    void fewerGpusNeverNeedLessOfEach(Sharding sharding) {
        double last = Double.MAX_VALUE;
        for (int gpus = 2; gpus <= 64; gpus *= 2) {
            double need = memory(LLAMA_8B, usual(Method.FULL).withGpus(gpus, sharding))
                    .totalGib()
                    .central();
            assertTrue(need <= last, sharding + " on " + gpus);
            last = need;
        }
    }

    @Test
    void aQuantisedBaseIsOnEveryGpuUnlessItsTypeCanBeDivided() {
        TrainingConfig four = usual(Method.QLORA).withGpus(4, Sharding.FSDP);
        double whole = memory(LLAMA_8B, usual(Method.QLORA)).gib(Kind.WEIGHTS);
        assertEquals(whole, memory(LLAMA_8B, four).gib(Kind.WEIGHTS), 1e-9);
        assertEquals(
                whole / 4,
                memory(LLAMA_8B, four.with(Extra.SHARDED_QUANTIZATION)).gib(Kind.WEIGHTS),
                1e-9);
    }

    @Test
    void everyPartIsExplainedAndTheyAddUp() {
        MemoryEstimate estimate = memory(LLAMA_8B, usual(Method.LORA));
        double sum = 0;
        for (MemoryEstimate.Part part : estimate.parts()) {
            assertFalse(part.text().isBlank(), part.kind().name());
            sum += part.gib();
        }
        assertEquals(estimate.totalGib().central(), sum, 1e-9);
        assertEquals("8,030,261,248 weights x 2 bytes", estimate.parts().get(0).text());
    }

    @Test
    void aModelOfWhichOnlyTheSizeIsKnownIsEstimatedWithAWiderRange() {
        Model known = ShippedEstimator.model(LLAMA_8B);
        Model sizeOnly =
                new Model("mine", "mine", "", known.parameters(), known.parameters(), null, 0, "", "unknown", "", "");
        Range known8b = ShippedEstimator.ESTIMATOR
                .memory(known, usual(Method.LORA), ShippedEstimator.TRL)
                .totalGib();
        Range guessed = ShippedEstimator.ESTIMATOR
                .memory(sizeOnly, usual(Method.LORA), ShippedEstimator.TRL)
                .totalGib();
        assertEquals(known8b.central(), guessed.central(), 0.1 * known8b.central());
        assertTrue(guessed.high() > known8b.high());
        assertTrue(guessed.low() < known8b.low());
    }

    @Test
    void contradictionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> usual(Method.LORA).withBatch(0, 2048));
        assertThrows(IllegalArgumentException.class, () -> TrainingConfig.usual(Method.LORA, 0, ShippedEstimator.TRL));
    }
}

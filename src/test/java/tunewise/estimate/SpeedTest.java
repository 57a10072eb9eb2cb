package tunewise.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tunewise.estimate.ShippedEstimator.usual;

import org.junit.jupiter.api.Test;
import tunewise.question.Extra;
import tunewise.training.Method;
import tunewise.training.Sharding;

class SpeedTest {
    private static final String LLAMA_2_7B = "meta-llama/Llama-2-7b-hf";

    @Test
    void aTokenOfFullFineTuningWithCheckpointingTakesEightOperationsAWeight() {
        double matrices = 8.0 * (32L * (4 * 4096 * 4096 + 3 * 4096 * 11008) + 32_000L * 4096);
        double attention = 6.0 * 32 * 4096 * 2048 * 4 / 3;
        assertEquals(
                (matrices + attention) / 1e9,
                speed(LLAMA_2_7B, usual(Method.FULL), "a100-sxm-80gb").gigaflopPerToken(),
                1e-9);
    }

    @Test
    void adaptersSpareTheGradientsOfWeights() {
        double full = speed(LLAMA_2_7B, usual(Method.FULL).withBatch(4, 2048), "a100-sxm-80gb")
                .tokensPerSecondPerGpu()
                .central();
        double lora = speed(LLAMA_2_7B, usual(Method.LORA).withBatch(4, 2048), "a100-sxm-80gb")
                .tokensPerSecondPerGpu()
                .central();
        assertTrue(lora / full > 1.07 && lora / full < 1.35, "ratio " + lora / full);
    }

    @Test
    void dequantisationWeighsOnShortMicroBatchesOnly() {
        assertTrue(slowdown(256) > 1.5, "256 tokens: " + slowdown(256));
        assertTrue(slowdown(8192) < 1.1, "8192 tokens: " + slowdown(8192));
    }

    @Test
    void mixturesOfExpertsAreAsFastAsTheirActiveWeights() {
        double active = speed("mistralai/Mixtral-8x7B-v0.1", usual(Method.LORA), "h100-sxm")
                .gigaflopPerToken();
        double dense = speed("meta-llama/Llama-2-70b-hf", usual(Method.LORA), "h100-sxm")
                .gigaflopPerToken();
        assertTrue(active < dense / 4);
    }

    @Test
    void linksBetweenGpusLimitShardedTraining() {
        TrainingConfig four = usual(Method.FULL).withGpus(4, Sharding.FSDP);
        double linked =
                speed(LLAMA_2_7B, four, "a100-sxm-80gb").tokensPerSecond().central();
        double one = speed(LLAMA_2_7B, usual(Method.FULL), "a100-sxm-80gb")
                .tokensPerSecond()
                .central();
        assertTrue(linked > 3.5 * one && linked < 4 * one, "NVLink " + linked / one);
        double unlinked = speed(LLAMA_2_7B, four, "rtx-4090").tokensPerSecond().central();
        double alone = speed(LLAMA_2_7B, usual(Method.FULL), "rtx-4090")
                .tokensPerSecond()
                .central();
        assertTrue(unlinked < 2.5 * alone, "PCIe " + unlinked / alone);
    }

    @Test
    void paddingWastesTokensButOfASampleAlone() {
        assertEquals(1, padding(1), 1e-9);
        assertTrue(padding(2) < 1 && padding(4) < padding(2));
        assertEquals(0.5, padding(8), 1e-9);
        assertEquals(padding(8), padding(16), 1e-9);
    }

    /** What padding leaves of the speed of a micro batch. */
    private static double padding(int samples) {
        TrainingConfig packed = usual(Method.LORA).withBatch(samples, 512);
        return speed(LLAMA_2_7B, packed.with(Extra.PADDED), "l4")
                        .tokensPerSecond()
                        .central()
                / speed(LLAMA_2_7B, packed, "l4").tokensPerSecond().central();
    }

    private static double slowdown(int tokens) {
        double lora = speed(LLAMA_2_7B, usual(Method.LORA).withBatch(1, tokens), "a100-sxm-80gb")
                .tokensPerSecond()
                .central();
        return lora
                / speed(LLAMA_2_7B, usual(Method.QLORA).withBatch(1, tokens), "a100-sxm-80gb")
                        .tokensPerSecond()
                        .central();
    }

    private static SpeedEstimate speed(String model, TrainingConfig config, String gpu) {
        return ShippedEstimator.ESTIMATOR.speed(
                ShippedEstimator.model(model), config, ShippedEstimator.gpu(gpu), ShippedEstimator.TRL);
    }
}

package tunewise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.fixtures.ShippedRules;
import tunewise.question.QuestionFaultsException;
import tunewise.training.Attention;

/** Which attention an estimate counts, said or not. */
class AttentionTest {
    private static final Estimates ESTIMATES =
            Estimates.of(ShippedRules.loaded().catalog());

    @ParameterizedTest
    @CsvSource({
        "meta-llama/Llama-3.1-8B, trl, h100-sxm, SDPA",
        "meta-llama/Llama-3.1-8B, trl, t4, SDPA",
        "meta-llama/Llama-3.1-8B, axolotl, h100-sxm, FLASH_ATTENTION_2",
        "meta-llama/Llama-3.1-8B, axolotl, t4, SDPA",
        "openai/gpt-oss-20b, trl, h100-sxm, EAGER",
    })
    void unlessSaidItIsWhatTheStackDoesByItself(String model, String stack, String gpu, Attention attention) {
        assertEquals(attention, answer(model, stack, gpu, "").request().attention());
    }

    @Test
    void flashAttentionFalseIsEager() {
        EstimateAnswer answer = answer("meta-llama/Llama-3.1-8B", "trl", "h100-sxm", ", \"flashAttention\": false");
        assertEquals(Attention.EAGER, answer.request().attention());
    }

    @Test
    void oldCardsKeepNoScoresEither() {
        double t4 = answer("meta-llama/Llama-3.2-1B", "trl", "t4", ", \"sequenceLength\": 16384")
                .allocatedGib()
                .central();
        double eager = answer(
                        "meta-llama/Llama-3.2-1B", "trl", "t4", ", \"sequenceLength\": 16384, \"attention\": \"eager\"")
                .allocatedGib()
                .central();
        assertTrue(eager > 5 * t4, t4 + " against " + eager);
    }

    @Test
    void sinksTakeLongSamplesOffAnH100() {
        assertFalse(answer("openai/gpt-oss-20b", "trl", "h100-sxm", ", \"sequenceLength\": 16384")
                .fits());
    }

    @ParameterizedTest
    @CsvSource({
        "meta-llama/Llama-3.1-8B, t4, flash-attention-2",
        "meta-llama/Llama-3.1-8B, l40s, flash-attention-3",
        "openai/gpt-oss-20b, h100-sxm, flash-attention-2",
    })
    void whatCannotRunIsRefused(String model, String gpu, String attention) {
        QuestionFaultsException refused = assertThrows(
                QuestionFaultsException.class,
                () -> answer(model, "trl", gpu, ", \"attention\": \"" + attention + "\""));
        assertEquals("attention", refused.faults().get(0).field());
    }

    private static EstimateAnswer answer(String model, String stack, String gpu, String more) {
        return ESTIMATES.answer("""
                { "model": "%s", "method": "lora", "stack": "%s", "gpu": "%s"%s }"""
                .formatted(model, stack, gpu, more));
    }
}

package tunewise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.advice.EstimateAnswer.Part;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.csv.CatalogReader;
import tunewise.estimate.Range;
import tunewise.question.EstimateRequest;
import tunewise.question.QuestionFaultsException;
import tunewise.training.AdapterTargets;
import tunewise.training.Loss;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

class EstimatesTest {
    private static final Estimates ESTIMATES = Estimates.of(CatalogReader.read(RuleFiles.load(Path.of("rules"))));

    @Test
    void whatIsLeftOutFollowsMethodAndStack() {
        EstimateRequest lora = answer("'method': 'lora'").request();
        EstimateRequest qlora = answer("'method': 'qlora', 'stack': 'axolotl'").request();

        assertEquals(8, lora.rank());
        assertEquals(AdapterTargets.ALL_LINEAR, lora.targets());
        assertEquals(Quantization.NONE, lora.quantization());
        assertEquals(Loss.CHUNKED, lora.loss());
        assertNull(lora.kbitFp32());
        assertEquals(Quantization.NF4_DQ, qlora.quantization());
        assertEquals(Loss.FUSED, qlora.loss());
        assertEquals(true, qlora.kbitFp32());
    }

    @ParameterizedTest
    @CsvSource({"full, FSDP", "lora, FSDP", "qlora, DDP"})
    void severalGpusShareTheWorkAsTheMethodAllows(String method, Sharding sharding) {
        assertEquals(
                sharding,
                answer("'method': '" + method + "', 'gpuCount': 2").request().sharding());
    }

    @Test
    void flashAttentionFollowsTheGpu() {
        assertEquals(true, answer("'method': 'lora'").request().flashAttention());
        assertEquals(false, answer("'method': 'lora', 'gpu': 't4'").request().flashAttention());
    }

    @Test
    void partsAddUpToTheTotalAndEachSaysHowItWasComputed() {
        EstimateAnswer answer = answer("'method': 'qlora', 'microBatch': 2");

        assertEquals(
                answer.memory().totalGib(),
                answer.parts().stream().mapToDouble(Part::gib).sum(),
                0.05);
        answer.parts().forEach(part -> assertFalse(part.formula().isBlank(), part.part()));
        Part weights = answer.parts().get(0);
        assertTrue(weights.formula().contains("weights of linear layers x 0.5159 bytes"), weights.formula());
    }

    @Test
    void rangesHoldOneAnother() {
        EstimateAnswer answer = answer("'method': 'lora', 'gpu': 'l40s'");

        Range allocated = answer.allocatedGib();
        Range reserved = answer.reservedGib();
        assertTrue(allocated.low() < allocated.central() && allocated.central() < allocated.high());
        assertTrue(allocated.central() < reserved.central());
        assertTrue(reserved.central() < answer.memory().totalGib());
        assertTrue(answer.memory().totalGib() < answer.memory().highGib());
    }

    @Test
    void theUpperEndDecidesWhetherItFits() {
        EstimateAnswer full = answer("'method': 'full', 'gpu': 'l40s'");
        EstimateAnswer qlora = answer("'method': 'qlora', 'gpu': 'rtx-4090'");

        assertEquals(false, full.fits());
        assertTrue(
                full.memory().highGib() > Objects.requireNonNull(full.memory().usableGib()));
        assertEquals(true, qlora.fits());
    }

    @Test
    void withoutAGpuThereIsNoSpeedAndNothingToFit() {
        EstimateAnswer answer = answer("'method': 'lora'");

        assertNull(answer.fits());
        assertNull(answer.memory().usableGib());
        assertNull(answer.tokensPerSecond());
        assertFalse(AnswerJson.MAPPER.writeValueAsString(answer).contains("usableGib"));
    }

    @Test
    void twoGpusAreTogetherTwiceAsFastAsEach() {
        EstimateAnswer answer = answer("'method': 'lora', 'gpu': 'h100-sxm', 'gpuCount': 2");

        assertEquals(
                2 * Objects.requireNonNull(answer.tokensPerSecondPerGpu()).central(),
                Objects.requireNonNull(answer.tokensPerSecond()).central(),
                0.2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'method': 'full', 'gpu': 'h100-sxm', 'gpuCount': 8",
                "'method': 'lora', 'targets': ['q_proj', 'v_proj'], 'packing': false",
                "'method': 'qlora', 'id': 'mine', 'gpu': 'rtx-4090', 'stack': 'unsloth', 'compile': true",
            })
    void theRequestAsUnderstoodGivesTheSameAnswer(String fields) {
        EstimateAnswer answer = answer(fields);

        String again = AnswerJson.MAPPER.writeValueAsString(answer.request());

        assertEquals(answer, ESTIMATES.answer(again));
    }

    @Test
    void adaptersNeedLayersThatTheModelHas() {
        QuestionFaultsException faults = assertThrows(
                QuestionFaultsException.class,
                () -> ESTIMATES.answer(
                        "{\"model\": \"EleutherAI/gpt-j-6b\", \"method\": \"lora\", \"targets\": \"gate_proj\"}"));

        assertEquals(
                "targets: GPT-J 6B has no layer of this kind: gate_proj. Maybe you mean all-linear.",
                faults.getMessage());
    }

    @Test
    void aSizeIsEnoughOfAModel() {
        EstimateAnswer sized =
                ESTIMATES.answer("{\"model\": {\"name\": \"mine\", \"parametersB\": 8.03}, \"method\": \"lora\"}");

        assertEquals("mine", sized.model().name());
        assertEquals(
                answer("'method': 'lora'").memory().totalGib(), sized.memory().totalGib(), 2);
    }

    private static EstimateAnswer answer(String fields) {
        return ESTIMATES.answer(("{'model': 'meta-llama/Llama-3.1-8B', " + fields + "}").replace('\'', '"'));
    }
}

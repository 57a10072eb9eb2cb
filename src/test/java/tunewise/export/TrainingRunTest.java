package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;
import tunewise.question.Commitment;
import tunewise.training.Method;
import tunewise.training.Quantization;
import tunewise.training.Sharding;

/** What cannot be run is refused, with the reason; what can be mended is mended openly. */
class TrainingRunTest {
    private static final Exports EXPORTS = new Exports(ShippedRules.loaded().catalog());

    @Test
    void an8BitOptimizerOfBitsandbytesIsNotDividedByFsdp() {
        String message = refusal(() -> KnownExamplesTest.run(
                "trl", "d", Method.FULL, Quantization.NONE, 8, Sharding.FSDP, "adamw_8bit", null));
        assertTrue(message.contains("fails on weights that FSDP divides"), message);
    }

    @Test
    void theOneOfTorchaoIs() {
        TrainingRun run = KnownExamplesTest.run(
                "trl", "d", Method.FULL, Quantization.NONE, 8, Sharding.FSDP, "adamw_torch_8bit", null);
        assertEquals("adamw_torch_8bit", Trl.settings(run).get("optim"));
    }

    @Test
    void aDivided4BitBaseIsStoredInATypeThatCanBeDivided() {
        TrainingRun divided = KnownExamplesTest.run(
                "trl",
                "d",
                Method.QLORA,
                Quantization.NF4,
                2,
                Sharding.FSDP,
                "adamw_torch_8bit",
                new TrainingRun.Adapters(16, 32, 0));
        assertEquals("bfloat16", Trl.settings(divided).get("bnb_4bit_quant_storage"));
        assertFalse(Trl.settings(KnownExamplesTest.qlora("trl", "d")).containsKey("bnb_4bit_quant_storage"));
    }

    @Test
    void aMethodAndABaseThatDoNotGoTogetherAreRefused() {
        String message = refusal(() -> KnownExamplesTest.run(
                "trl", "d", Method.LORA, Quantization.NF4, 1, Sharding.NONE, "adamw_torch_fused", null));
        assertTrue(message.contains("does not go with LoRA"), message);
    }

    @Test
    void whereNothingIsFeasibleThereIsNothingToTakeAway() {
        Recommendation none = Grid.ask(
                "{\"model\": \"Llama 2 70B\", \"tokens\": 10000000, \"budgetUsd\": 0.5, \"asOf\": \"2026-03-31\"}");
        assertTrue(refusal(() -> EXPORTS.file(none, Format.TRL)).startsWith("No set-up was found"));
    }

    @Test
    void aModelThatIsKnownByItsSizeHasNoWeightsToFetch() {
        Recommendation sized =
                Grid.ask("{\"model\": {\"parametersB\": 8}, \"tokens\": 10000000, \"asOf\": \"2026-03-31\"}");
        assertTrue(refusal(() -> EXPORTS.file(sized, Format.BUNDLE)).contains("not a name on the Hugging Face hub"));
    }

    @Test
    void anAnswerOfAnEarlierVersionIsAskedAgain() {
        ObjectNode json = AnswerJson.MAPPER
                .readTree(AnswerJson.write(Grid.ANSWERS.get(0)))
                .asObject();
        json.remove("training");
        Recommendation earlier = AnswerJson.read(json.toString());
        assertTrue(refusal(() -> EXPORTS.file(earlier, Format.TRL)).contains("Maybe ask its question again"));
    }

    @Test
    void theModelThatWasNamedIsTheModelThatIsTrained() {
        assertEquals("meta-llama/Llama-3.1-8B-Instruct", trained("meta-llama/Llama-3.1-8B-Instruct"));
        assertEquals("meta-llama/Llama-3.1-8B-Instruct", trained("llama 3.1 8b instruct"));
        assertEquals("meta-llama/Llama-3.1-8B", trained("Llama 3.1 8B"));
        assertEquals("google/gemma-2-9b-it", trained("gemma 2 9b it"));
        assertEquals("Qwen/Qwen2.5-7B-Instruct", trained("qwen 2.5 7b instruct"));
        assertEquals("mistralai/Mistral-7B-Instruct-v0.3", trained("Mistral 7B Instruct v0.3"));
    }

    private static Object trained(String model) {
        Recommendation answer =
                Grid.ask("{\"model\": \"" + model + "\", \"tokens\": 10000000, \"asOf\": \"2026-03-31\"}");
        return Trl.settings(TrainingRun.of(answer, ShippedRules.loaded().catalog()))
                .get("model_name_or_path");
    }

    @Test
    void aReservedYearIsNotRentedByTheHour() {
        Recommendation reserved = Grid.ask(
                """
                {"model": "meta-llama/Llama-3.1-8B", "tokens": 5000000, "commitment": "reserved", "gpus": ["l40s"],
                 "workload": {"runsPerYear": 300}, "asOf": "2026-03-31"}
                """);
        assertTrue(refusal(() -> EXPORTS.file(reserved, Format.DSTACK)).contains("priced for a reserved year"));
        assertTrue(EXPORTS.refusal(reserved, Format.SHELL).isEmpty());
    }

    @Test
    void aSpotPriceIsRentedAsSpotAndSaysWhatThatMeans() {
        TrainingRun spot = KnownExamplesTest.run(
                "trl",
                "d",
                Method.QLORA,
                Quantization.NF4,
                1,
                Sharding.NONE,
                "paged_adamw_8bit",
                new TrainingRun.Adapters(16, 32, 0),
                Commitment.SPOT);
        String dstack = Dstack.file(spot, ShippedRules.loaded().catalog());
        assertTrue(dstack.contains("spot_policy: spot\n"), dstack);
        assertTrue(dstack.contains("lose a spot machine at any moment"), dstack);
        assertTrue(SkyPilot.file(spot, ShippedRules.loaded().catalog()).contains("use_spot: true\n"));
    }

    @Test
    void unslothTakesOnlyWhatWasEstimatedForIt() {
        Recommendation trl = Grid.ANSWERS.stream()
                .filter(answer -> answer.question().stack().equals("trl"))
                .findFirst()
                .orElseThrow();
        assertTrue(refusal(() -> EXPORTS.file(trl, Format.UNSLOTH)).startsWith("This answer was estimated for TRL"));
    }

    @Test
    void aFormatThatThereIsNotIsAnsweredWithThoseThereAre() {
        UnknownFormatException unknown = assertThrows(UnknownFormatException.class, () -> Format.of("axolotel"));
        assertTrue(String.valueOf(unknown.getMessage()).endsWith("Maybe you mean 'axolotl'."));
    }

    private static String refusal(Runnable export) {
        return String.valueOf(
                assertThrows(NotExportableException.class, export::run).getMessage());
    }
}

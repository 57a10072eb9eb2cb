package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;
import tunewise.training.Sharding;

/** What trainers are told of objectives other than to copy good answers. */
class ObjectiveExportTest {
    private static final Exports EXPORTS = new Exports(ShippedRules.loaded().catalog());

    @ParameterizedTest
    @CsvSource({
        "dpo, DPOConfig, DPOTrainer",
        "orpo, ORPOConfig, ORPOTrainer",
        "kto, KTOConfig, KTOTrainer",
        "reward, RewardConfig, RewardTrainer",
        "grpo, GRPOConfig, GRPOTrainer",
    })
    void trlIsStartedWithTheTrainerOfTheObjective(String objective, String config, String trainer) {
        Recommendation answer = ask(objective, "trl");
        String script = EXPORTS.file(answer, Format.TRL_SCRIPT).text();
        assertTrue(script.contains("TrlParser((ScriptArguments, " + config + ", ModelConfig))"), script);
        assertTrue(script.contains("trainer = " + trainer + "("), script);
        JsonNode keys = yaml(answer, Format.TRL);
        assertFalse(keys.has("packing"), keys.toString());
        assertEquals(objective.equals("reward"), keys.get("bf16").asBoolean(), "logits in 16 bits, as counted");
    }

    @Test
    void grpoMakesUpWholeGroupsOfAnswersOnItsShareOfTheCard() {
        Recommendation answer = ask("grpo", "trl");
        JsonNode keys = yaml(answer, Format.TRL);
        int samples = keys.get("per_device_train_batch_size").asInt()
                * keys.get("gradient_accumulation_steps").asInt()
                * answer.setup().gpuCount();
        assertEquals(0, samples % keys.get("num_generations").asInt());
        double share = keys.get("vllm_gpu_memory_utilization").asDouble();
        assertTrue(share > 0.05 && share < 0.9, keys.toString());
        String shell = EXPORTS.file(answer, Format.SHELL).text();
        assertTrue(shell.contains("trl[vllm]"), shell);
    }

    @Test
    void aTeacherIsNamedByTheIdOfItsWeights() {
        Recommendation answer = Grid.ask(
                """
                { "model": "Qwen2.5 3B", "teacher": "Qwen2.5 14B", "objective": "distillation", "tokens": 20000000,
                  "asOf": "2026-03-31", "knowledge": "evidence" }""");
        assertEquals(
                "Qwen/Qwen2.5-14B",
                yaml(answer, Format.TRL).get("teacher_model_name_or_path").asString());
        assertTrue(EXPORTS.file(answer, Format.TRL_SCRIPT).text().contains("teacher_model=training.teacher"));
    }

    @Test
    void samplesWithImagesAreReadUnpackedAndByTrainersThatCan() {
        String question =
                """
                { "model": "Qwen2.5-VL 7B", "tokens": 5000000, "imagesPerSample": 2, "sequenceLength": 4096, "stack": "%s",
                  "asOf": "2026-03-31", "knowledge": "evidence" }""";
        Recommendation answer = Grid.ask(question.formatted("trl"));
        JsonNode keys = yaml(answer, Format.TRL);
        assertFalse(keys.get("packing").asBoolean());
        assertFalse(keys.has("assistant_only_loss"));
        assertTrue(keys.get("lora_target_modules").asString().contains("language_model"), keys.toString());
        String tried = EXPORTS.rehearsed(answer, Format.TRL);
        assertTrue(tried.startsWith("Not tried"), "nobody ran this family with images: " + tried);
        String script = EXPORTS.file(answer, Format.TRL_SCRIPT).text();
        assertTrue(script.contains("data.cast_column(\"images\", List(Image()))"), script);
        NotExportableException refused =
                assertThrows(NotExportableException.class, () -> EXPORTS.file(answer, Format.AXOLOTL));
        assertTrue(refused.getMessage().contains("Maybe take TRL or LLaMA-Factory."), refused.getMessage());

        TrainingRun run = TrainingRun.of(
                Grid.ask(question.formatted("llama-factory")),
                ShippedRules.loaded().catalog());
        assertTrue(LlamaFactory.datasetInfo(run).contains("\"images\" : \"images\""));
        assertTrue(Samples.line(run).contains("<image><image>..."), Samples.line(run));
    }

    @Test
    void llamaFactorysKtoIsRefusedWhereImagesHaveTheirOwnPlaces() {
        String refusal = EXPORTS.refusal(
                        ask("Qwen/Qwen2.5-VL-7B-Instruct", "kto", "llama-factory"), Format.LLAMA_FACTORY)
                .orElse("");
        assertTrue(refusal.contains("breaks off"), refusal);
        assertTrue(EXPORTS.refusal(ask("google/gemma-3-12b-it", "kto", "llama-factory"), Format.LLAMA_FACTORY)
                .isEmpty());
    }

    @Test
    void axolotlIsToldOfPreferencesAndNothingOfTheFusedLoss() {
        JsonNode keys = yaml(ask("dpo", "axolotl"), Format.AXOLOTL);
        assertEquals("dpo", keys.get("rl").asString());
        assertEquals(
                "chat_template.default", keys.get("datasets").get(0).get("type").asString());
        assertFalse(keys.has("plugins"));
        assertEquals(
                "orpo", yaml(ask("orpo", "axolotl"), Format.AXOLOTL).get("rl").asString());
    }

    @ParameterizedTest
    @CsvSource({"dpo, dpo, sigmoid", "orpo, dpo, orpo", "kto, kto,", "reward, rm,"})
    void llamaFactoryHasAStage(String objective, String stage, String loss) {
        Recommendation answer = ask(objective, "llama-factory");
        JsonNode keys = yaml(answer, Format.LLAMA_FACTORY);
        assertEquals(stage, keys.get("stage").asString());
        assertEquals(loss, keys.has("pref_loss") ? keys.get("pref_loss").asString() : null);
        String info = EXPORTS.file(answer, Format.DATASET_INFO).text();
        assertTrue(info.contains(objective.equals("kto") ? "\"kto_tag\"" : "\"ranking\" : true"), info);
    }

    @ParameterizedTest
    @CsvSource({
        "kto, axolotl, AXOLOTL, For KTO Axolotl wants templates and functions of its own. Maybe take TRL.",
        "grpo, llama-factory, LLAMA_FACTORY, LLaMA-Factory has no stage for GRPO. Maybe take TRL.",
    })
    void whatATrainerDoesNotTakeIsRefused(String objective, String stack, Format format, String refusal) {
        assertEquals(refusal, EXPORTS.refusal(ask(objective, stack), format).orElse(""));
    }

    /** TRL lays no messages out for a base, which has no chat template. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "meta-llama/Llama-3.1-8B-Instruct; dpo; {\"prompt\": [{\"role\": \"user\"",
                "meta-llama/Llama-3.1-8B; dpo; {\"prompt\": \"...\", \"chosen\": \"...\", \"rejected\": \"...\"}",
                "meta-llama/Llama-3.1-8B; kto; {\"prompt\": \"...\", \"completion\": \"...\", \"label\": true}",
                "meta-llama/Llama-3.1-8B; sft; {\"prompt\": \"...\", \"completion\": \"...\"}",
            })
    void theArchiveSaysWhatASampleHolds(String model, String objective, String line) {
        Recommendation answer = ask(model, objective, "trl");
        assertNotNull(answer.setup());
        String said = Samples.line(TrainingRun.of(answer, ShippedRules.loaded().catalog()));
        assertTrue(said.startsWith(line), said);
    }

    /** TRL puts what trains over a 4-bit base into bfloat16, and the scaler of float16 has no kernel for that. */
    @Test
    void adaptersOverA4BitBaseTrainIn32BitsOnOlderCards() {
        String question =
                """
                { "model": "Qwen/Qwen2.5-3B-Instruct", "tokens": 1000000, "sequenceLength": 1024, "ownGpus": [ { "gpu": "t4", "count": 1 } ], %s
                  "methods": ["qlora"], "asOf": "2026-03-31", "knowledge": "evidence" }""";
        for (String objective : List.of("sft", "orpo", "reward")) {
            String script = EXPORTS.file(
                            Grid.ask(question.formatted("\"objective\": \"" + objective + "\", \"stack\": \"trl\",")),
                            Format.TRL_SCRIPT)
                    .text();
            int cast = script.indexOf("weight.data = weight.data.float()");
            assertTrue(cast > 0 && cast < script.indexOf("trainer.train("), script);
        }
        assertTrue(EXPORTS.refusal(
                        Grid.ask(question.formatted("\"objective\": \"dpo\", \"stack\": \"axolotl\",")), Format.AXOLOTL)
                .orElse("")
                .contains("bfloat16"));
    }

    @Test
    void axolotlDividesNoFourBitBaseToTrainForPreferences() {
        Recommendation answer = Grid.ask(
                """
                { "model": "Qwen/Qwen3-235B-A22B", "tokens": 5000000, "objective": "dpo", "stack": "trl", "methods": ["qlora"],
                  "ownGpus": [ { "gpu": "b200", "count": 4 } ], "asOf": "2026-03-31", "knowledge": "evidence" }""");
        assertEquals(Sharding.FSDP, answer.setup().sharding());
        assertTrue(EXPORTS.refusal(answer, Format.AXOLOTL).orElse("").contains("4-bit base over GPUs"));
        assertEquals(Optional.empty(), EXPORTS.refusal(answer, Format.TRL));
    }

    private static Recommendation ask(String objective, String stack) {
        return ask("meta-llama/Llama-3.1-8B", objective, stack);
    }

    private static Recommendation ask(String model, String objective, String stack) {
        return Grid.ask(
                """
                { "model": "%s", "tokens": 12345678, "objective": "%s", "stack": "%s",
                  "methods": ["lora"], "asOf": "2026-03-31", "knowledge": "evidence" }"""
                        .formatted(model, objective, stack));
    }

    private static JsonNode yaml(Recommendation answer, Format format) {
        return Grid.yaml(EXPORTS, answer, format);
    }
}

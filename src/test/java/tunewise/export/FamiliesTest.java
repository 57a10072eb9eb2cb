package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tunewise.advice.Recommendation;
import tunewise.catalog.Architecture;
import tunewise.catalog.Catalog;
import tunewise.catalog.Model;
import tunewise.catalog.PublishedWeights;
import tunewise.fixtures.ShippedRules;

/** What each family has to be told, in the words of each trainer. */
class FamiliesTest {
    private static final Catalog CATALOG = ShippedRules.loaded().catalog();

    @Test
    void everyModelOfTheCatalogHasWeightsAndAFamily() {
        Set<String> known =
                CATALOG.trainers().weights().stream().map(PublishedWeights::id).collect(Collectors.toSet());
        assertEquals(
                List.of(),
                CATALOG.models().stream()
                        // What only reads is refused by every trainer that has a file.
                        .filter(model -> model.architecture().stream().noneMatch(Architecture::encoder))
                        .map(Model::id)
                        .filter(id -> !known.contains(id))
                        .toList());
    }

    @Test
    void theEndOfATurnIsTrained() {
        assertEquals(
                List.of("<end_of_turn>"), Axolotl.settings(run("gemma 2 9b it")).get("eot_tokens"));
        assertEquals(
                List.of("<|im_end|>"), Axolotl.settings(run("Qwen/Qwen2.5-7B")).get("eot_tokens"));
        assertEquals("<|im_end|>", Trl.settings(run("Qwen/Qwen2.5-7B")).get("eos_token"));
        assertFalse(Trl.settings(run("Qwen/Qwen2.5-7B-Instruct")).containsKey("eos_token"));
        String plain = String.valueOf(Axolotl.settings(run("Llama 3.1 8B")).get("chat_template_jinja"));
        assertTrue(plain.contains("eos_token"), plain);
    }

    @Test
    void aTurnThatEndsByTheNextIsEndedInTheLastToo() {
        String script = TrlScript.file(run("zai-org/GLM-4-9B-0414"));
        assertTrue(script.contains("{% if not add_generation_prompt %}<|user|>{% endif %}"), script);
        assertTrue(script.contains("processing_class=tokenizer,"), script);
        assertFalse(TrlScript.file(run("Llama 3.1 8B")).contains("AutoTokenizer"));
    }

    @Test
    void promptsAreLeftOutOfTheLossWhereTheTemplateAllowsIt() {
        assertEquals(true, Trl.settings(run("Qwen/Qwen2.5-7B-Instruct")).get("assistant_only_loss"));
        assertFalse(Trl.settings(run("llama 3.1 8b instruct")).containsKey("assistant_only_loss"));
    }

    @Test
    void padTokensAreNoneThatEndTurns() {
        assertEquals(
                "<|finetune_right_pad_id|>",
                Trl.settings(run("llama 3.1 8b instruct")).get("pad_token"));
        assertEquals(
                Map.of("pad_token", "<|finetune_right_pad_id|>"),
                Axolotl.settings(run("llama 3.1 8b instruct")).get("special_tokens"));
        assertEquals(
                List.of(),
                CATALOG.trainers().families().stream()
                        .filter(family -> family.chat() && family.padToken().equals(family.endOfTurn()))
                        .toList());
    }

    @Test
    void expertsThatAreParametersAreNamed() {
        TrainingRun oss = run("gpt-oss 20b");
        assertEquals(
                List.of("q_proj", "k_proj", "v_proj", "o_proj"),
                Trl.settings(oss).get("lora_target_modules"));
        assertEquals(
                List.of("mlp.experts.gate_up_proj", "mlp.experts.down_proj"),
                Trl.settings(oss).get("lora_target_parameters"));
        assertEquals(0, ((Number) Trl.settings(oss).get("lora_dropout")).doubleValue());
        assertEquals(
                "q_proj,k_proj,v_proj,o_proj,gate_proj,up_proj,down_proj",
                LlamaFactory.settings(oss).get("lora_target"));
    }

    /** Its word for all layers takes in the gate of the expert that all tokens share. */
    @Test
    void llamaFactoryIsToldTheLayersOfAnImageModelWithExperts() {
        assertEquals(
                "q_proj,k_proj,v_proj,o_proj,in_proj_qkv,in_proj_z,in_proj_b,in_proj_a,out_proj,gate_proj,up_proj,"
                        + "down_proj",
                LlamaFactory.settings(run("Qwen/Qwen3.5-35B-A3B")).get("lora_target"));
        assertEquals("all", LlamaFactory.settings(run("google/gemma-3-4b-it")).get("lora_target"));
    }

    /** It adds an empty picture to each step, and takes one packed sequence at a time. */
    @Test
    void llamaFactoryPacksTextModelsOneSequenceAtATime() {
        TrainingRun images = run("google/gemma-3-4b-it");
        assertTrue(images.packing());
        assertEquals(false, LlamaFactory.settings(images).get("neat_packing"));
        assertEquals(images.microBatch(), LlamaFactory.settings(images).get("per_device_train_batch_size"));
        assertTrue(LlamaFactory.file(images).contains("Samples are not packed"), () -> LlamaFactory.file(images));
        TrainingRun text = run("llama 3.1 8b instruct");
        assertEquals(true, LlamaFactory.settings(text).get("neat_packing"));
        assertEquals(1, LlamaFactory.settings(text).get("per_device_train_batch_size"));
        assertEquals(
                text.microBatch() * text.gradientAccumulation(),
                LlamaFactory.settings(text).get("gradient_accumulation_steps"));
    }

    /** The PEFT of Axolotl takes a pattern for a mixture of experts letter by letter. */
    @Test
    void attentionOfAMixtureOfExpertsIsNamedForAxolotl() {
        TrainingRun run = TrainingRun.of(
                Grid.ask(
                        "{\"model\": \"Qwen/Qwen3-Next-80B-A3B-Instruct\", \"tokens\": 5000000, \"methods\": [\"lora\"],"
                                + " \"stack\": \"axolotl\", \"objective\": \"dpo\", \"asOf\": \"2026-03-31\"}"),
                CATALOG);
        assertTrue(run.adapted().orElseThrow().attentionOnly());
        assertEquals(
                List.of("q_proj", "k_proj", "v_proj", "o_proj"),
                Axolotl.settings(run).get("lora_target_modules"));
    }

    @Test
    void noMixtureOfExpertsLeavesItToTheTrainerWhichExpertsTakeAdapters() {
        TrainingRun qwen = run("Qwen3 30B-A3B");
        assertEquals(
                List.of("mlp.experts.gate_up_proj", "mlp.experts.down_proj"),
                Trl.settings(qwen).get("lora_target_parameters"));
        assertFalse(Axolotl.settings(qwen).containsKey("lora_target_linear"));
        assertTrue(Axolotl.file(qwen).contains("Load the adapter with PEFT 0.21"), () -> Axolotl.file(qwen));
        List<String> left = CATALOG.models().stream()
                .filter(model -> model.architecture()
                        .filter(shape -> shape.moeLayers() > 0)
                        .isPresent())
                .filter(model -> !CATALOG.trainers().familyOf(model.id()).namesExperts())
                .map(Model::family)
                .distinct()
                .sorted()
                .toList();
        assertEquals(List.of("bailing_moe", "dbrx", "grok1", "step3p5"), left);
    }

    @Test
    void aVisionTowerTakesNoAdapters() {
        String modules =
                String.valueOf(Trl.settings(run("google/gemma-3-4b-it")).get("lora_target_modules"));
        assertTrue("model.language_model.layers.0.self_attn.q_proj".matches(modules), modules);
        assertFalse("model.vision_tower.vision_model.encoder.layers.0.self_attn.q_proj".matches(modules), modules);
    }

    @Test
    void storedFormatsThatCannotBeTrainedAreTurnedInto16Bits() {
        assertEquals("Mxfp4Config", Axolotl.settings(run("gpt-oss 20b")).get("model_quantization_config"));
        assertTrue(TrlScript.file(run("gpt-oss 20b")).contains("Mxfp4Config"));
    }

    @Test
    void kernelsAreThoseThatTheClassTakes() {
        assertEquals("eager", Trl.settings(run("bloom 7b1")).get("attn_implementation"));
        assertEquals("flash_attention_2", Trl.settings(run("Llama 3.1 8B")).get("attn_implementation"));
    }

    @Test
    void templatesOfLlamaFactoryAreThoseOfTheModel() {
        Map<String, String> expected = Map.of(
                "deepseek-ai/DeepSeek-R1-Distill-Llama-8B", "deepseekr1",
                "microsoft/Phi-4-mini-instruct", "phi4_mini",
                "google/gemma-3-1b-it", "gemma",
                "google/gemma-3-4b-it", "gemma3",
                "mistralai/Mistral-Nemo-Base-2407", "mistral_small",
                "ibm-granite/granite-3.3-8b-instruct", "granite3");
        expected.forEach((model, template) -> assertEquals(template, LlamaFactory.template(run(model)), model));
    }

    @Test
    void checkpointsAreFewAndFitTheDisk() {
        TrainingRun full = TrainingRun.of(
                Grid.ask(
                        "{\"model\": \"Llama 3.1 8B\", \"tokens\": 50000000, \"methods\": [\"full\"], \"asOf\": \"2026-03-31\"}"),
                CATALOG);
        assertEquals(1, Trl.settings(full).get("save_total_limit"));
        assertEquals(true, Trl.settings(full).get("save_only_model"));
        assertEquals(full.learning().steps() / 5, Trl.settings(full).get("save_steps"));
        // 16 GB fetched, two checkpoints of 16 GB while one takes the other's place, 16 GB of result, 50 GB of room.
        assertEquals(120, full.machine().diskGb());
    }

    private static TrainingRun run(String model) {
        Recommendation answer = Grid.ask("{\"model\": \"" + model
                + "\", \"tokens\": 10000000, \"methods\": [\"lora\"], \"asOf\": \"2026-03-31\"}");
        return TrainingRun.of(answer, CATALOG);
    }
}

package tunewise.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tunewise.advice.Recommendation;
import tunewise.catalog.Catalog;
import tunewise.fixtures.ShippedRules;

/** A model by its config.json is exported by the name or the folder that came with it. */
class PastedConfigTest {
    private static final Catalog CATALOG = ShippedRules.loaded().catalog();
    private static final Exports EXPORTS = new Exports(CATALOG);

    @Test
    void aFolderIsWhatTheTrainerOpens() {
        Recommendation answer = asked("\"name\": \"/models/my-moe\",");
        Map<String, Object> trl = Trl.settings(TrainingRun.of(answer, CATALOG));
        assertEquals("/models/my-moe", trl.get("model_name_or_path"));
        assertEquals(List.of("mlp.experts.gate_up_proj", "mlp.experts.down_proj"), trl.get("lora_target_parameters"));
        assertTrue(TrlScript.file(TrainingRun.of(answer, CATALOG)).contains("LoRA at rank"));
        assertEquals(Optional.empty(), EXPORTS.refusal(answer, Format.BUNDLE));
    }

    @Test
    void aNameOnTheHubIsFetched() {
        Recommendation answer = asked("\"name\": \"acme/Our-MoE\",");
        Map<String, Object> axolotl = Axolotl.settings(TrainingRun.of(answer, CATALOG));
        assertEquals("acme/Our-MoE", axolotl.get("base_model"));
        // Nobody said how it writes a chat, so it is laid out in plain turns that end with its own end token.
        assertEquals("jinja", axolotl.get("chat_template"));
    }

    @Test
    void withoutANameThereIsNothingToOpen() {
        String why = EXPORTS.refusal(asked(""), Format.TRL).orElseThrow();
        assertTrue(why.contains("by its folder, as in ./model"), why);
    }

    @Test
    void aNameThatFitsBaseAndInstructIsAskedAbout() {
        assertEquals(Optional.of("meta-llama/Llama-3.1-8B-Instruct"), EXPORTS.otherWeights(named("Llama 3.1 8B")));
        assertEquals(Optional.empty(), EXPORTS.otherWeights(named("Llama 3.1 8B Instruct")));
        assertEquals(Optional.empty(), EXPORTS.otherWeights(named("meta-llama/Llama-3.1-8B")));
    }

    private static Recommendation named(String model) {
        return Grid.ask("{\"model\": \"" + model + "\", \"tokens\": 5000000, \"asOf\": \"2026-03-31\"}");
    }

    private static Recommendation asked(String name) {
        return Grid.ask(
                "{\"model\": {" + name
                        + """
                 "config": {"model_type": "qwen3_moe", "hidden_size": 1024, "intermediate_size": 3072,
                 "num_hidden_layers": 12, "num_attention_heads": 16, "num_key_value_heads": 4, "head_dim": 64,
                 "vocab_size": 32000, "num_experts": 16, "num_experts_per_tok": 2, "moe_intermediate_size": 512,
                 "max_position_embeddings": 8192, "tie_word_embeddings": false}},
                 "tokens": 5000000, "methods": ["lora"], "stack": "trl", "asOf": "2026-03-31"}""");
    }
}

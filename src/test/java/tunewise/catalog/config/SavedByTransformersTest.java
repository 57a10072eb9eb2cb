package tunewise.catalog.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A config.json that transformers saved again says some things elsewhere than the published one. */
class SavedByTransformersTest {
    @Test
    void widerHeadsOfGemmaStandLayerByLayer() {
        long published = parameters(Map.of("global_head_dim", 64));

        assertEquals(published, parameters(Map.of("per_layer_config", Map.of("1", Map.of("head_dim", 64)))));
    }

    private static long parameters(Map<String, Object> more) {
        Map<String, Object> text = new HashMap<>(Map.of(
                "model_type", "gemma4_text",
                "hidden_size", 64,
                "intermediate_size", 128,
                "num_hidden_layers", 2,
                "num_attention_heads", 4,
                "num_key_value_heads", 2,
                "head_dim", 16,
                "vocab_size", 512,
                "layer_types", List.of("sliding_attention", "full_attention"),
                "hidden_size_per_layer_input", 0));
        text.putAll(more);
        return ConfigJson.read(text).parameters();
    }
}

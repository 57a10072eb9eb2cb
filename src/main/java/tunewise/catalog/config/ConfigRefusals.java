package tunewise.catalog.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Models whose weights do not follow from the one shape that all layers share. */
final class ConfigRefusals {
    private static final Set<String> ATTENTION =
            Set.of("full_attention", "sliding_attention", "chunked_attention", "attention");
    private static final List<Refusal> REFUSALS = List.of(
            new Refusal("is_encoder_decoder", Boolean.TRUE::equals, "an encoder beside the decoder"),
            new Refusal("do_layer_norm_before", Boolean.FALSE::equals, "norms that stand after the layers"),
            new Refusal("hybrid_override_pattern", any -> true, "Mamba layers among the attention layers"),
            new Refusal("layers_block_type", any -> true, "layers of several kinds"),
            new Refusal("attn_layer_period", any -> true, "Mamba layers between the attention layers"),
            new Refusal("mamba_d_state", any -> true, "Mamba layers"),
            new Refusal("mamba_d_ssm", any -> true, "Mamba layers"),
            new Refusal("ssm_cfg", any -> true, "Mamba layers"),
            new Refusal("state_size", any -> true, "Mamba layers"),
            new Refusal("layer_types", ConfigRefusals::otherThanAttention, "layers without plain attention"),
            new Refusal("attn_type_list", list -> contains(list, 0), "layers of linear attention"),
            new Refusal("linear_attn_config", any -> true, "layers of linear attention"),
            new Refusal("linear_num_key_heads", any -> true, "layers of linear attention"),
            new Refusal("block_configs", any -> true, "layers that were each given a shape of their own"),
            new Refusal("per_layer_config", any -> true, "layers that each have a shape of their own"),
            new Refusal("index_n_heads", any -> true, "an indexer that chooses what to attend to"),
            new Refusal("compress_ratios", any -> true, "attention over compressed keys"),
            new Refusal("cross_attention_layers", ConfigRefusals::filled, "layers that attend to images"),
            new Refusal("hidden_size_per_layer_input", ConfigRefusals::positive, "embeddings for each layer"),
            new Refusal("global_head_dim", any -> true, "layers with two widths of heads"),
            new Refusal("qk_layernorm", Boolean.TRUE::equals, "norms of queries and keys with biases"));
    private static final Set<String> OTHER_TYPES = Set.of(
            "bamba",
            "falcon_h1",
            "falcon_mamba",
            "gemma3n",
            "gemma3n_text",
            "gemma4",
            "gemma4_text",
            "granitemoehybrid",
            "jamba",
            "kimi_linear",
            "mamba",
            "mamba2",
            "minimax",
            "nemotron_h",
            "qwen3_5",
            "qwen3_5_text",
            "qwen3_5_moe",
            "qwen3_next",
            "recurrent_gemma",
            "rwkv",
            "t5",
            "zamba",
            "zamba2");

    private ConfigRefusals() {}

    /** Why this config cannot be counted, naming the key and its value. */
    static Optional<String> refusal(Map<String, Object> config) {
        Optional<String> byKey = REFUSALS.stream()
                .filter(refusal -> refusal.holds(config))
                .findFirst()
                .map(refusal -> refusal.text(config));
        Object type = config.get("model_type");
        return byKey.or(() -> Stream.ofNullable(type)
                .filter(OTHER_TYPES::contains)
                .findFirst()
                .map(name -> "model_type " + ConfigKeys.shown(name)
                        + " has layers of several kinds, whose weights do not follow from one shape."));
    }

    private static boolean otherThanAttention(Object layers) {
        return layers instanceof Collection<?> types && !ATTENTION.containsAll(types);
    }

    private static boolean contains(Object list, int item) {
        return list instanceof Collection<?> items && items.contains(item);
    }

    private static boolean filled(Object list) {
        return !(list instanceof Collection<?> items) || !items.isEmpty();
    }

    private static boolean positive(Object value) {
        return value instanceof Number number && number.doubleValue() > 0;
    }

    private record Refusal(String key, Predicate<Object> sign, String meaning) {
        boolean holds(Map<String, Object> config) {
            Object value = config.get(key);
            return value != null && sign.test(value);
        }

        String text(Map<String, Object> config) {
            return key + " " + ConfigKeys.shown(config.getOrDefault(key, "")) + " means " + meaning
                    + ", whose weights do not follow from one shape.";
        }
    }
}

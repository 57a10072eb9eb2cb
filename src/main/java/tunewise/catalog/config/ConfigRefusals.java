package tunewise.catalog.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Models whose weights do not follow from the one shape that all layers share. */
final class ConfigRefusals {
    private static final List<Refusal> REFUSALS = List.of(
            new Refusal("do_layer_norm_before", Boolean.FALSE::equals, "norms that stand after the layers"),
            new Refusal("ssm_cfg", any -> true, "Mamba layers of a file that another library wrote"),
            new Refusal("block_configs", any -> true, "layers that were each given a shape of their own"),
            new Refusal("compress_ratios", any -> true, "attention over compressed keys"),
            new Refusal("qk_layernorm", Boolean.TRUE::equals, "norms of queries and keys with biases"));
    private static final Set<String> OTHER_TYPES =
            Set.of("kimi_k3", "recurrent_gemma", "rwkv", "xlstm", "zamba", "zamba2");
    /** Types whose other keys say what per_layer_config repeats. */
    private static final Set<String> LISTED = Set.of(
            "gemma4",
            "gemma4_text",
            "gemma4_unified",
            "gemma4_unified_text",
            "laguna",
            "mimo_v2_flash",
            "step3p5",
            "step3p7");

    private static final Set<String> ENCODER_DECODERS = Set.of(
            "bart",
            "m2m_100",
            "marian",
            "mbart",
            "mt5",
            "pegasus",
            "seamless_m4t",
            "speech_to_text",
            "t5",
            "t5gemma",
            "umt5",
            "whisper");

    private ConfigRefusals() {}

    /** Why this config cannot be counted, naming the key and its value. */
    static Optional<String> refusal(Map<String, Object> config) {
        Object type = config.get("model_type");
        if (Boolean.TRUE.equals(config.get("is_encoder_decoder")) || ENCODER_DECODERS.contains(String.valueOf(type))) {
            return Optional.of("model_type " + ConfigKeys.shown(type == null ? "" : type)
                    + " is an encoder with a decoder beside it. Tunewise sizes models of one stack of layers only.");
        }
        Optional<String> byKey = REFUSALS.stream()
                .filter(refusal -> refusal.holds(config))
                .findFirst()
                .map(refusal -> refusal.text(config));
        if (config.get("per_layer_config") != null && !LISTED.contains(String.valueOf(type))) {
            return Optional.of("per_layer_config means layers that each have a shape of their own, whose weights do not"
                    + " follow from one shape.");
        }
        return byKey.or(() -> Stream.ofNullable(type)
                .filter(OTHER_TYPES::contains)
                .findFirst()
                .map(name -> "model_type " + ConfigKeys.shown(name)
                        + " has layers of several kinds, whose weights do not follow from one shape."));
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

package tunewise.catalog.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** Which kind each layer of a model is of, by whichever key its config.json tells that. */
final class LayerKinds {
    /** What mixes the tokens of a layer, or what a layer holds where it holds only one thing. */
    enum Kind {
        ATTENTION,
        SLIDING,
        MIXER,
        MLP,
        EXPERTS
    }

    private static final Set<String> ATTENTION = Set.of("full_attention", "attention", "hybrid", "global_attention");
    private static final Set<String> SLIDING =
            Set.of("sliding_attention", "chunked_attention", "local_attention", "swa");
    private static final Set<String> MIXER = Set.of("linear_attention", "mamba", "mamba2", "conv", "recurrent");

    private final List<Kind> kinds;

    private LayerKinds(List<Kind> kinds) {
        this.kinds = kinds;
    }

    static LayerKinds of(ConfigKeys keys, String type, int layers) {
        List<Kind> listed = listed(keys, layers);
        if (listed.isEmpty() && type.equals("nemotron_h")) {
            keys.fault("hybrid_override_pattern is missing, which says of what kind each layer is.");
        }
        return new LayerKinds(listed.isEmpty() ? byRule(keys, type, layers) : listed);
    }

    int count(Kind kind) {
        return Collections.frequency(kinds, kind);
    }

    /** Layers that see only the tokens near, by a pattern of ones where the file has one. */
    int sliding(ConfigKeys keys) {
        List<?> pattern = keys.list("hybrid_layer_pattern");
        return pattern.isEmpty()
                ? count(Kind.SLIDING)
                : (int) pattern.stream().filter(sign -> sign.equals(1)).count();
    }

    /** Layers with attention, whether over all tokens or those near. */
    int attention() {
        return count(Kind.ATTENTION) + count(Kind.SLIDING);
    }

    /** Of each layer, in the order of the layers. */
    List<Kind> all() {
        return kinds;
    }

    private static List<Kind> listed(ConfigKeys keys, int layers) {
        if (keys.value("hybrid_override_pattern") instanceof String pattern) {
            return checked(
                    keys,
                    "hybrid_override_pattern",
                    pattern.chars().mapToObj(sign -> letter(keys, (char) sign)).toList(),
                    layers);
        }
        List<?> named = keys.list("layer_types", "layers_block_type");
        if (!named.isEmpty()) {
            return checked(
                    keys,
                    "layer_types",
                    named.stream()
                            .map(name -> named(keys, String.valueOf(name).toLowerCase(Locale.ROOT)))
                            .toList(),
                    layers);
        }
        List<?> flags = keys.list("attn_type_list");
        if (!flags.isEmpty()) {
            return checked(
                    keys,
                    "attn_type_list",
                    flags.stream()
                            .map(flag -> flag instanceof Number number && number.intValue() == 0
                                    ? Kind.MIXER
                                    : Kind.ATTENTION)
                            .toList(),
                    layers);
        }
        return List.of();
    }

    private static Kind named(ConfigKeys keys, String name) {
        if (SLIDING.contains(name)) {
            return Kind.SLIDING;
        }
        if (MIXER.contains(name)) {
            return Kind.MIXER;
        }
        if (name.equals("moe")) {
            return Kind.EXPERTS;
        }
        if (name.equals("mlp")) {
            return Kind.MLP;
        }
        if (!ATTENTION.contains(name) && !name.endsWith("sparse_attention") && !name.equals("indexed_attention")) {
            keys.fault(
                    "layer_types holds " + ConfigKeys.shown(name) + ", a kind of layer whose weights are not known.");
        }
        return Kind.ATTENTION;
    }

    private static Kind letter(ConfigKeys keys, char letter) {
        return switch (letter) {
            case 'M' -> Kind.MIXER;
            case '*' -> Kind.ATTENTION;
            case '-' -> Kind.MLP;
            case 'E' -> Kind.EXPERTS;
            default -> {
                keys.fault(
                        "hybrid_override_pattern holds '" + letter + "', a kind of layer whose weights are not known.");
                yield Kind.ATTENTION;
            }
        };
    }

    private static List<Kind> checked(ConfigKeys keys, String key, List<Kind> kinds, int layers) {
        if (kinds.size() != layers && keys.faults().isEmpty()) {
            keys.fault(key + " names " + kinds.size() + " layers, but num_hidden_layers is " + layers + ".");
        }
        return kinds;
    }

    /** Without a list a rule says which layers have attention, or the type's own usage does. */
    private static List<Kind> byRule(ConfigKeys keys, String type, int layers) {
        List<?> mixing = keys.list("linear_attn_config.kda_layers");
        List<?> attending = keys.list("full_attn_idxs", "attn_layer_indices");
        int every = every(keys, type);
        int sliding = sliding(keys, type);
        List<Kind> kinds = new ArrayList<>();
        IntStream.range(0, layers).forEach(layer -> {
            boolean attention = !mixing.isEmpty()
                    ? !mixing.contains(layer + 1)
                    : !attending.isEmpty() ? attending.contains(layer) : attends(keys, type, layer, every);
            boolean near = sliding > 0 && (layer + 1) % sliding != 0;
            kinds.add(attention ? (near ? Kind.SLIDING : Kind.ATTENTION) : Kind.MIXER);
        });
        return kinds;
    }

    private static boolean attends(ConfigKeys keys, String type, int layer, int every) {
        return switch (type) {
            case "jamba" -> layer % every == keys.usually(4, 0, 1_000, "attn_layer_offset");
            case "granitemoehybrid", "bamba" -> false;
            default -> every == 0 || (layer + 1) % every == 0;
        };
    }

    private static int every(ConfigKeys keys, String type) {
        return switch (type) {
            case "qwen3_next", "qwen3_5_text", "qwen3_5_moe_text", "olmo_hybrid" ->
                keys.usually(4, 1, 1_000, "full_attention_interval");
            case "jamba" -> keys.usually(8, 1, 1_000, "attn_layer_period");
            default -> 0;
        };
    }

    /** Each so many layers one sees all tokens; 0 where all do. */
    private static int sliding(ConfigKeys keys, String type) {
        return switch (type) {
            case "gemma2", "gpt_oss" -> 2;
            case "cohere2", "exaone4", "olmo3", "llama4_text" -> 4;
            case "gemma3_text", "gemma4_text" -> keys.usually(6, 1, 1_000, "sliding_window_pattern");
            case "gemma3n_text" -> 5;
            default -> 0;
        };
    }
}

package tunewise.catalog.config;

import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import tunewise.catalog.Architecture;
import tunewise.catalog.ModelType;

/** Reads the shape of a model from the keys of its config.json and from what its type implies. */
final class ConfigShape {
    private static final int MOST_LAYERS = 1_000;
    private static final int MOST_WIDTH = 1_000_000;
    private static final int MOST_FFN = 10_000_000;
    private static final int MOST_HEADS = 10_000;
    private static final int MOST_EXPERTS = 10_000;
    private static final int MOST_SHARED = 100;
    private static final int MOST_EXPANSION = 100;
    private static final int MOST_RANK = 100_000;
    private static final int MOST_VOCABULARY = 10_000_000;
    private static final int MOST_POSITIONS = 1_000_000_000;

    private final ConfigKeys keys;
    private final ModelType type;
    private final boolean nested;

    /** nested: an inner text_config, which may leave out what its type has by default. */
    ConfigShape(ConfigKeys keys, ModelType type, boolean nested) {
        this.keys = keys;
        this.type = type;
        this.nested = nested;
    }

    Architecture read() {
        int layers = size("layers", MOST_LAYERS, "num_hidden_layers", "n_layer", "n_layers", "num_layers");
        int width = size("hidden_size", MOST_WIDTH, "hidden_size", "n_embd", "n_embed", "d_model");
        int heads = size("attention_heads", MOST_HEADS, "num_attention_heads", "n_head", "n_heads", "num_heads");
        int vocabulary = size("vocab_size", MOST_VOCABULARY, "vocab_size", "padded_vocab_size");
        int latent = keys.find(0, MOST_RANK, "kv_lora_rank").orElse(0);
        int rope = latent > 0 ? keys.needed(1, MOST_HEADS, "qk_rope_head_dim") : 0;
        int nope = latent > 0 ? keys.needed(1, MOST_HEADS, "qk_nope_head_dim") : 0;
        int kvHeads = latent > 0 ? heads : kvHeads(heads);
        int experts = experts();
        int ffn = ffn(width);
        int expertWidth = experts == 0 ? 0 : expertWidth(ffn);
        boolean tied = tied();
        int headDim = latent > 0 ? nope + rope : headDim(width, heads);
        return new Architecture(
                layers,
                width,
                keys.find(1, MOST_FFN, "intermediate_size_mlp").orElse(ffn),
                heads,
                kvHeads,
                headDim,
                vocabulary,
                tied,
                type.gatedMlp(),
                experts,
                experts == 0 ? 0 : perToken(experts),
                expertWidth,
                latent > 0 ? latentBias() : bias(),
                latent > 0 ? keys.find(0, MOST_RANK, "q_lora_rank").orElse(0) : 0,
                latent,
                rope,
                nope,
                latent > 0 ? keys.needed(1, MOST_HEADS, "v_head_dim") : 0,
                keys.flag(type.text("mlp_bias_key"), type.yes("mlp_bias_default")),
                qkNorm(),
                normsPerLayer(),
                type.yes("norm_bias"),
                keys.flag("lm_head_bias", type.yes("lm_head_bias")),
                positions(),
                experts == 0 ? 0 : sharedWidth(expertWidth),
                experts == 0 ? 0 : moeLayers(layers),
                experts > 0 && routerBias(),
                experts > 0 && type.yes("expert_bias"),
                experts > 0 && type.yes("shared_gate"),
                type.yes("sinks"),
                false,
                layers,
                type.yes("embedding_norm") ? 2L * width : 0);
    }

    private int size(String column, int most, String... names) {
        OptionalInt usual = nested ? type.number(column) : OptionalInt.empty();
        OptionalInt found = keys.find(1, most, names);
        if (found.isEmpty() && usual.isPresent()) {
            assumed(names[0], usual.getAsInt());
            return usual.getAsInt();
        }
        return found.isPresent() ? found.getAsInt() : keys.needed(1, most, names);
    }

    private int kvHeads(int heads) {
        int kvHeads = multiQuery() ? 1 : statedKvHeads(heads);
        if (keys.faults().isEmpty() && heads % kvHeads != 0) {
            keys.fault("num_attention_heads " + heads + " is no multiple of num_key_value_heads " + kvHeads + ".");
        }
        return kvHeads;
    }

    private boolean multiQuery() {
        return switch (type.id()) {
            case "falcon" -> !keys.flag("new_decoder_architecture", false) && keys.flag("multi_query", true);
            case "gpt_bigcode" -> keys.flag("multi_query", true);
            default -> false;
        };
    }

    private int statedKvHeads(int heads) {
        OptionalInt stated = keys.find(
                1,
                MOST_HEADS,
                "num_key_value_heads",
                "num_kv_heads",
                "multi_query_group_num",
                "attn_config.kv_n_heads",
                "n_head_kv",
                "n_kv_heads");
        OptionalInt usual = type.number("kv_heads");
        if (stated.isEmpty() && usual.isPresent() && !keys.has("num_key_value_heads")) {
            assumed("num_key_value_heads", usual.getAsInt());
            return usual.getAsInt();
        }
        return stated.orElse(heads);
    }

    private int headDim(int width, int heads) {
        OptionalInt stated = keys.find(1, MOST_HEADS, "head_dim", "kv_channels", "attention_head_dim");
        if (stated.isPresent()) {
            return stated.getAsInt();
        }
        OptionalInt usual = type.number("head_dim");
        if (usual.isPresent() && !keys.has("head_dim")) {
            assumed("head_dim", usual.getAsInt());
            return usual.getAsInt();
        }
        if (keys.faults().isEmpty() && width % heads != 0) {
            keys.fault("hidden_size " + width + " is no multiple of num_attention_heads " + heads
                    + ", and head_dim is missing.");
        }
        return Math.max(1, width / heads);
    }

    private int ffn(int width) {
        OptionalInt stated = keys.find(
                1,
                MOST_FFN,
                "intermediate_size",
                "n_inner",
                "ffn_dim",
                "ffn_hidden_size",
                "ffn_config.ffn_hidden_size");
        if (stated.isPresent()) {
            return type.id().equals("qwen") ? stated.getAsInt() / 2 : stated.getAsInt();
        }
        OptionalInt times = keys.find(1, MOST_EXPANSION, "expansion_ratio");
        OptionalInt usual = times.isPresent() ? times : type.number("ffn_times_hidden");
        if (usual.isPresent()) {
            return usual.getAsInt() * width;
        }
        return size("intermediate_size", MOST_FFN, "intermediate_size");
    }

    private boolean tied() {
        if (keys.value("tie_word_embeddings") == null) {
            keys.assume("tie_word_embeddings " + type.yes("tied"));
        }
        return keys.flag("tie_word_embeddings", type.yes("tied"));
    }

    private Architecture.Bias bias() {
        if (!keys.flag(type.text("bias_key"), type.yes("bias_default"))) {
            return Architecture.Bias.NONE;
        }
        return keys.flag("attention_out_bias", false) ? Architecture.Bias.ALL : type.bias();
    }

    private Architecture.Bias latentBias() {
        if (keys.flag("attention_bias", false)) {
            keys.fault("attention_bias true beside kv_lora_rank is a shape that cannot be counted.");
        }
        return Architecture.Bias.NONE;
    }

    private Architecture.QkNorm qkNorm() {
        String key = type.text("qk_norm_key");
        return key.isEmpty() || keys.flag(key, false) ? type.qkNorm() : Architecture.QkNorm.NONE;
    }

    private int normsPerLayer() {
        int usual = type.number("norms_per_layer").orElse(2);
        return switch (type.id()) {
            case "falcon" -> falconNorms();
            case "stablelm" -> keys.flag("use_parallel_residual", false) ? 1 : usual;
            default -> usual;
        };
    }

    /** Falcon's parallel blocks share one norm, unless the newer architecture gives attention and MLP one each. */
    private int falconNorms() {
        boolean parallel = keys.flag("parallel_attn", true);
        int stated =
                keys.find(1, 2, "num_ln_in_parallel_attn").orElse(keys.flag("new_decoder_architecture", false) ? 2 : 1);
        return parallel ? stated : 2;
    }

    private int positions() {
        String key = type.text("positions_key");
        return key.isEmpty()
                ? 0
                : keys.needed(1, MOST_POSITIONS, key)
                        + type.number("positions_extra").orElse(0);
    }

    private int experts() {
        int experts = keys.find(
                        0,
                        MOST_EXPERTS,
                        "num_local_experts",
                        "num_experts",
                        "n_routed_experts",
                        "moe_num_experts",
                        "ffn_config.moe_num_experts")
                .orElse(0);
        if (experts > 1 && !type.yes("experts")) {
            keys.fault("model_type '" + type.id() + "' is not known to have experts, but " + experts + " are given.");
        }
        return experts > 1 ? experts : 0;
    }

    private int perToken(int experts) {
        int chosen = keys.needed(
                1,
                MOST_EXPERTS,
                "num_experts_per_tok",
                "num_experts_per_token",
                "moe_topk",
                "moe_k",
                "ffn_config.moe_top_k");
        if (keys.faults().isEmpty() && chosen > experts) {
            keys.fault("num_experts_per_tok " + chosen + " is more than the " + experts + " experts.");
        }
        return chosen;
    }

    private int expertWidth(int ffn) {
        return keys.find(1, MOST_FFN, "moe_intermediate_size").orElse(ffn);
    }

    private int sharedWidth(int expertWidth) {
        if (type.id().equals("llama4_text")) {
            return expertWidth;
        }
        OptionalInt stated = keys.find(
                0,
                MOST_FFN,
                "shared_expert_intermediate_size",
                "moe_shared_expert_intermediate_size",
                "shared_intermediate_size");
        int shared = keys.find(0, MOST_SHARED, "n_shared_experts", "num_shared_experts")
                .orElse(0);
        return stated.orElse(shared * expertWidth);
    }

    private boolean routerBias() {
        return type.yes("router_bias") || "noaux_tc".equals(keys.value("topk_method"));
    }

    private int moeLayers(int layers) {
        if (keys.value("moe_layers") instanceof Collection<?> listed) {
            return Math.min(layers, listed.size());
        }
        int dense = keys.find(0, MOST_LAYERS, "first_k_dense_replace").orElse(0);
        int step = keys.find(1, MOST_LAYERS, "decoder_sparse_step", "interleave_moe_layer_step")
                .orElse(1);
        int every = keys.find(1, MOST_LAYERS, "moe_layer_freq").orElse(1);
        Collection<?> without = keys.value("mlp_only_layers") instanceof Collection<?> listed ? listed : List.of();
        return (int) IntStream.range(dense, layers)
                .filter(layer -> (layer + 1) % step == 0 && layer % every == 0 && !without.contains(layer))
                .count();
    }

    private void assumed(String key, int value) {
        keys.assume(key + " " + value);
    }
}

package tunewise.catalog.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tunewise.catalog.Architecture;
import tunewise.catalog.ArchitectureBuilder;
import tunewise.catalog.ModelType;
import tunewise.catalog.VisionTower;

/** Reads the shape of a model from the keys of its config.json and from what its type implies. */
final class ConfigShape {
    private static final int MOST_LAYERS = 1_000;
    private static final int MOST_WIDTH = 1_000_000;
    private static final int MOST_FFN = 10_000_000;
    private static final int MOST_HEADS = 10_000;
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

    /** @param config the whole file, which tells of towers */
    Architecture read(Map<String, Object> config) {
        int layers = layers();
        int width = size("hidden_size", MOST_WIDTH, "hidden_size", "n_embd", "n_embed", "d_model", "dim");
        int heads = type.yes("attention_free")
                ? 1
                : size("attention_heads", MOST_HEADS, "num_attention_heads", "n_head", "n_heads", "num_heads");
        int vocabulary = size("vocab_size", MOST_VOCABULARY, "vocab_size", "padded_vocab_size");
        int latent = keys.find(0, MOST_RANK, "kv_lora_rank").orElse(0);
        LayerKinds kinds = LayerKinds.of(keys, type.id(), layers);
        ArchitectureBuilder shape = ArchitectureBuilder.builder()
                .layers(layers)
                .hiddenSize(width)
                .attentionHeads(heads)
                .vocabSize(vocabulary)
                .tiedEmbeddings(tied())
                .gatedMlp(type.gatedMlp())
                .fullAttentionLayers(attentionLayers(kinds, layers))
                .encoder(type.yes("encoder"))
                .normsPerLayer(normsPerLayer())
                .normBias(type.yes("norm_bias"))
                .lmHeadBias(keys.flag("lm_head_bias", type.yes("lm_head_bias")))
                .learnedPositions(positions())
                .qkNorm(qkNorm());
        attention(shape, latent, heads, width);
        new SlidingWindow(keys, type.id(), kinds).add(shape);
        new MlpShape(keys, type, kinds).add(shape, ffn(width), layers);
        FurtherLayers further = new FurtherLayers();
        further.others(type.yes("embedding_norm") ? 2L * width : 0);
        if (keys.faults().isEmpty()) {
            further(config, shape, kinds, further);
        }
        return shape.further(further.linear()).extraParams(further.weights()).build();
    }

    /** Stated, or as many as the list has that says of what kind each is. */
    private int layers() {
        int listed = keys.value("hybrid_override_pattern") instanceof String pattern
                ? pattern.length()
                : keys.list("layer_types", "layers_block_type").size();
        String[] names = {"num_hidden_layers", "n_layer", "n_layers", "num_layers"};
        return listed > 0 && keys.find(1, MOST_LAYERS, names).isEmpty() ? listed : size("layers", MOST_LAYERS, names);
    }

    private void attention(ArchitectureBuilder shape, int latent, int heads, int width) {
        if (latent == 0) {
            shape.kvHeads(type.yes("attention_free") ? 1 : kvHeads(heads))
                    .headDim(type.yes("attention_free") ? 1 : headDim(width, heads))
                    .attentionBias(bias())
                    .attnSinks(type.yes("sinks"))
                    .attnOutputGate(keys.flag("attn_output_gate", type.yes("output_gate")));
            return;
        }
        int rope = keys.needed(1, MOST_HEADS, "qk_rope_head_dim");
        int nope = keys.needed(1, MOST_HEADS, "qk_nope_head_dim");
        shape.kvHeads(heads)
                .headDim(nope + rope)
                .attentionBias(latentBias())
                .qLoraRank(keys.find(0, MOST_RANK, "q_lora_rank").orElse(0))
                .kvLoraRank(latent)
                .qkRopeHeadDim(rope)
                .qkNopeHeadDim(nope)
                .vHeadDim(keys.needed(1, MOST_HEADS, "v_head_dim"));
    }

    /** Falcon-H1 has attention beside the mixer of every layer. */
    private int attentionLayers(LayerKinds kinds, int layers) {
        return type.yes("attention_free") ? 0 : type.id().equals("falcon_h1") ? layers : kinds.attention();
    }

    private void further(
            Map<String, Object> config, ArchitectureBuilder shape, LayerKinds kinds, FurtherLayers further) {
        boolean everywhere = type.yes("attention_free") || type.id().equals("falcon_h1");
        int mixing = everywhere ? shape.layers() : kinds.count(LayerKinds.Kind.MIXER);
        new MixerLayers(keys, further, mixing, shape.hiddenSize())
                .add(type.id(), shape.attentionHeads(), shape.headDim());
        new AttentionLayers(keys, further, shape, kinds).add(type.id());
        new GemmaLayers(keys, further, shape, kinds).add(type.id());
        new EncoderLayers(keys, further, shape).add(type.id());
        new MlpShape(keys, type, kinds).addSingle(shape, further);
        String wrapper = String.valueOf(config.get("model_type"));
        if (!wrapper.equals("gemma3n") && !wrapper.equals("gemma4_unified")) {
            Optional<VisionTower> tower = VisionTowers.of(config, shape.hiddenSize(), keys);
            tower.ifPresent(seen -> {
                further.others(seen.parameters());
                shape.tower(seen.with(new MlpShape(keys, type, kinds).idleForText(shape)));
            });
        }
        if (config.get("text_config") != null || config.get("audio_config") != null) {
            new OtherInputs(config, further, keys, shape.hiddenSize()).add(wrapper);
        }
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
            keys.fault("num_attention_heads " + heads + " is not a multiple of num_key_value_heads " + kvHeads + ".");
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
            keys.fault("hidden_size " + width + " is not a multiple of num_attention_heads " + heads
                    + ", and head_dim is missing.");
        }
        return Math.max(1, width / heads);
    }

    private int ffn(int width) {
        List<?> each = keys.list("intermediate_size");
        if (!each.isEmpty()
                && each.get(0) instanceof Number first
                && each.stream().allMatch(first::equals)) {
            return first.intValue();
        }
        if (type.yes("attention_free") || type.id().equals("nemotron_h")) {
            return 0;
        }
        OptionalInt stated = keys.find(
                1,
                MOST_FFN,
                "intermediate_size",
                "n_inner",
                "ffn_dim",
                "ffn_hidden_size",
                "hidden_dim",
                "ffn_config.ffn_hidden_size");
        if (stated.isPresent()) {
            return type.id().equals("qwen") ? stated.getAsInt() / 2 : stated.getAsInt();
        }
        OptionalInt times = keys.find(1, MOST_EXPANSION, "expansion_ratio");
        OptionalInt usual = times.isPresent() ? times : type.number("ffn_times_hidden");
        if (usual.isPresent()) {
            return usual.getAsInt() * width;
        }
        return keys.find(1, MOST_FFN, "moe_intermediate_size")
                .orElseGet(() -> size("intermediate_size", MOST_FFN, "intermediate_size"));
    }

    /** A file of a bare model, as for embeddings, holds no head whatever its type has. */
    private boolean tied() {
        if (headless()) {
            keys.assume("no head, as its architectures say");
            return true;
        }
        if (keys.value("tie_word_embeddings") == null) {
            keys.assume("tie_word_embeddings " + type.yes("tied"));
        }
        return keys.flag("tie_word_embeddings", type.yes("tied"));
    }

    private boolean headless() {
        return keys.list("architectures").stream()
                .map(String::valueOf)
                .anyMatch(name -> name.endsWith("Model") && !name.contains("For") && !name.endsWith("LMHeadModel"));
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
        if (type.yes("encoder") && !key.isEmpty()) {
            return keys.usually(type.text("model_type").equals("bert") ? 512 : 514, 1, MOST_POSITIONS, key);
        }
        return key.isEmpty()
                ? 0
                : keys.needed(1, MOST_POSITIONS, key)
                        + type.number("positions_extra").orElse(0);
    }

    private void assumed(String key, int value) {
        keys.assume(key + " " + value);
    }
}

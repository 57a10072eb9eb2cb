package tunewise.catalog.config;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tunewise.catalog.ArchitectureBuilder;
import tunewise.catalog.LinearLayer.Part;
import tunewise.catalog.config.LayerKinds.Kind;

/**
 * Gemma 3n and 4: embeddings for each layer, layers that share the keys and values of others, and wider heads where a
 * layer sees all tokens.
 */
final class GemmaLayers {
    private static final int MOST_WIDTH = 1_000_000;
    private static final int MOST_HEADS = 10_000;
    private static final int MOST_VOCABULARY = 10_000_000;

    private final ConfigKeys keys;
    private final FurtherLayers further;
    private final ArchitectureBuilder shape;
    private final List<Kind> kinds;
    private final long width;

    GemmaLayers(ConfigKeys keys, FurtherLayers further, ArchitectureBuilder shape, LayerKinds kinds) {
        this.keys = keys;
        this.further = further;
        this.shape = shape;
        this.kinds = kinds.all();
        this.width = shape.hiddenSize();
    }

    void add(String type) {
        switch (type) {
            case "gemma3n_text" -> {
                attention(15, shape.headDim(), shape.kvHeads(), false);
                perLayer(256);
                alternating();
            }
            case "gemma4_text" -> {
                int wide = ofOneLayer().orElseGet(() -> keys.usually(512, 1, MOST_HEADS, "global_head_dim"));
                boolean oneMatrix = keys.flag("attention_k_eq_v", false);
                int heads = oneMatrix
                        ? keys.find(1, MOST_HEADS, "num_global_key_value_heads").orElse(shape.kvHeads())
                        : shape.kvHeads();
                attention(0, wide, heads, oneMatrix);
                perLayer(0);
                doubleMlp();
                experts();
            }
            default -> {}
        }
    }

    /** A file that transformers 5 saved states the width of such heads layer by layer. */
    private OptionalInt ofOneLayer() {
        return keys.value("per_layer_config") instanceof Map<?, ?> layers
                ? layers.values().stream()
                        .map(layer -> layer instanceof Map<?, ?> own ? own.get("head_dim") : null)
                        .filter(Number.class::isInstance)
                        .mapToInt(width -> ((Number) width).intValue())
                        .filter(width -> width >= 1 && width <= MOST_HEADS)
                        .findFirst()
                : OptionalInt.empty();
    }

    /** Layers that see all tokens have their own width of heads; the last ones use keys and values of earlier ones. */
    private void attention(int usuallyShared, int wide, int wideKeys, boolean oneMatrix) {
        int from = shape.layers() - sharing(usuallyShared);
        int nearOwn = count(Kind.SLIDING, 0, from);
        int nearSharing = count(Kind.SLIDING, from, shape.layers());
        int allOwn = count(Kind.ATTENTION, 0, from);
        int allSharing = count(Kind.ATTENTION, from, shape.layers());
        shape.fullAttentionLayers(nearOwn);
        queries(nearSharing, shape.headDim());
        queries(allOwn + allSharing, wide);
        further.linear(Part.ATTENTION, "k_proj", allOwn, width, (long) wideKeys * wide);
        if (!oneMatrix) {
            further.linear(Part.ATTENTION, "v_proj", allOwn, width, (long) wideKeys * wide);
        }
        further.others((long) allOwn * wide);
    }

    private int sharing(int usual) {
        return Math.min(shape.layers(), keys.usually(usual, 0, 1_000, "num_kv_shared_layers"));
    }

    private int count(Kind kind, int from, int to) {
        return (int) kinds.subList(Math.min(from, kinds.size()), Math.min(to, kinds.size())).stream()
                .filter(kind::equals)
                .count();
    }

    private void queries(int layers, int dim) {
        long queries = (long) shape.attentionHeads() * dim;
        further.linear(Part.ATTENTION, "q_proj", layers, width, queries);
        further.linear(Part.ATTENTION, "o_proj", layers, queries, width);
        further.others((long) layers * dim);
    }

    /** A small embedding for each layer, which the layer adds to what it computes. */
    private void perLayer(int usual) {
        long each = keys.usually(usual, 0, MOST_WIDTH, "hidden_size_per_layer_input");
        if (each == 0) {
            return;
        }
        int layers = shape.layers();
        long vocabulary = keys.usually(262_144, 1, MOST_VOCABULARY, "vocab_size_per_layer_input");
        further.others(vocabulary * each * layers + each + layers * width);
        further.linear(Part.MLP, "per_layer_input_gate", layers, width, each);
        further.linear(Part.MLP, "per_layer_projection", layers, each, width);
        further.linear(Part.MLP, "per_layer_model_projection", 1, width, each * layers);
    }

    /** Layers that share keys and values may have MLPs of twice the width. */
    private void doubleMlp() {
        if (keys.flag("use_double_wide_mlp", false)) {
            int layers = sharing(0);
            further.linear(Part.MLP, "gate_proj", layers, width, shape.intermediateSize());
            further.linear(Part.MLP, "up_proj", layers, width, shape.intermediateSize());
            further.linear(Part.MLP, "down_proj", layers, shape.intermediateSize(), width);
        }
    }

    /** Experts stand beside the MLP of a layer, with norms and scales of their own. */
    private void experts() {
        if (shape.experts() > 0) {
            further.others(shape.layers() * (3 * width + width + shape.experts()));
        }
    }

    /** Gemma 3n predicts several versions of each layer's input, and adds a learned residual of low rank. */
    private void alternating() {
        int layers = shape.layers();
        int versions = keys.usually(4, 1, 100, "altup_num_inputs");
        int rank = keys.usually(64, 1, MOST_WIDTH, "laurel_rank");
        further.linear(Part.MLP, "correction_coefs", layers, versions, versions);
        further.linear(Part.MLP, "prediction_coefs", layers, versions, (long) versions * versions);
        further.linear(Part.MLP, "modality_router", layers, width, versions);
        further.linear(Part.MLP, "linear_left", layers, width, rank);
        further.linear(Part.MLP, "linear_right", layers, rank, width);
        further.linear(Part.MLP, "altup_projections", versions - 1, width, width);
        further.linear(Part.MLP, "altup_unembed_projections", versions - 1, width, width);
        further.others(3L * layers * width);
    }
}

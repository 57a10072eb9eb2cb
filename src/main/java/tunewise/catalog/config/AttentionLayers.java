package tunewise.catalog.config;

import java.util.List;
import java.util.stream.IntStream;
import tunewise.catalog.ArchitectureBuilder;
import tunewise.catalog.LinearLayer.Part;

/** What the attention of some types has beyond the usual projections, as their classes in transformers 5.18 do. */
final class AttentionLayers {
    private static final int MOST_HEADS = 10_000;

    private final ConfigKeys keys;
    private final FurtherLayers further;
    private final ArchitectureBuilder shape;
    private final LayerKinds kinds;

    AttentionLayers(ConfigKeys keys, FurtherLayers further, ArchitectureBuilder shape, LayerKinds kinds) {
        this.keys = keys;
        this.further = further;
        this.shape = shape;
        this.kinds = kinds;
    }

    void add(String type) {
        switch (type) {
            case "deepseek_v32", "glm_moe_dsa" -> indexer();
            case "mllama_text_model" -> crossAttention();
            case "mimo_v2_flash" -> nearHeads();
            case "step3p5", "laguna" -> gate(shape.attentionHeads());
            case "muse_glimmer_text", "afmoe" -> gate((long) shape.attentionHeads() * shape.headDim());
            default -> {}
        }
    }

    /** Picks the tokens to attend to; newer models run it in some layers and share what it picked. */
    private void indexer() {
        int heads = keys.usually(64, 1, MOST_HEADS, "index_n_heads");
        int dim = keys.usually(128, 1, MOST_HEADS, "index_head_dim");
        int layers = indexing();
        long queries = (long) heads * dim;
        further.linear(Part.INDEXER, "wq_b", layers, shape.qLoraRank(), queries);
        further.linear(Part.INDEXER, "wk", layers, shape.hiddenSize(), dim);
        further.linear(Part.INDEXER, "weights_proj", layers, shape.hiddenSize(), heads);
        further.others(2L * dim * layers);
    }

    private int indexing() {
        List<?> named = keys.list("indexer_types", "index_types");
        if (!named.isEmpty()) {
            return (int) named.stream().filter("full"::equals).count();
        }
        if (keys.value("index_topk_pattern") instanceof String pattern) {
            return (int) pattern.chars().filter(sign -> sign == 'F').count();
        }
        int every = keys.find(1, 1_000, "index_topk_freq").orElse(1);
        int offset = keys.find(0, 1_000, "index_skip_topk_offset").orElse(2);
        return (int) IntStream.range(0, shape.layers())
                .filter(layer -> Math.max(layer - offset + 1, 0) % every == 0)
                .count();
    }

    /** Layers that attend to images have norms of queries and keys and two gates; the embedding knows eight more tokens. */
    private void crossAttention() {
        int cross = keys.list("cross_attention_layers").size();
        further.others(cross * (2L * shape.headDim() + 2) + 8L * shape.hiddenSize());
    }

    /** Layers that see only what is near have key and value heads of their own number. */
    private void nearHeads() {
        int near = kinds.sliding(keys);
        int whole = shape.layers() - near;
        int heads = shape.attentionHeads();
        int valueDim = keys.usually(shape.headDim(), 1, MOST_HEADS, "v_head_dim");
        int nearHeads = keys.usually(heads, 1, MOST_HEADS, "swa_num_attention_heads");
        int nearKeys = keys.usually(shape.kvHeads(), 1, MOST_HEADS, "swa_num_key_value_heads");
        int nearDim = keys.usually(shape.headDim(), 1, MOST_HEADS, "swa_head_dim");
        int nearValues = keys.usually(valueDim, 1, MOST_HEADS, "swa_v_head_dim");
        shape.fullAttentionLayers(0);
        attention(whole, heads, shape.kvHeads(), shape.headDim(), valueDim);
        attention(near, nearHeads, nearKeys, nearDim, nearValues);
        further.others(keys.flag("add_swa_attention_sink_bias", false) ? (long) near * nearHeads : 0);
        further.others(keys.flag("add_full_attention_sink_bias", false) ? (long) whole * heads : 0);
    }

    private void attention(int layers, int heads, int keyHeads, int dim, int valueDim) {
        long width = shape.hiddenSize();
        further.linear(Part.ATTENTION, "q_proj", layers, width, (long) heads * dim);
        further.linear(Part.ATTENTION, "k_proj", layers, width, (long) keyHeads * dim);
        further.linear(Part.ATTENTION, "v_proj", layers, width, (long) keyHeads * valueDim);
        further.linear(Part.ATTENTION, "o_proj", layers, (long) heads * valueDim, width);
    }

    /** A matrix whose result weighs what the heads found. */
    private void gate(long outputs) {
        further.linear(Part.ATTENTION, "g_proj", shape.layers(), shape.hiddenSize(), outputs);
    }
}

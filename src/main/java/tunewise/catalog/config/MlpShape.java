package tunewise.catalog.config;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import tunewise.catalog.ArchitectureBuilder;
import tunewise.catalog.LinearLayer.Part;
import tunewise.catalog.ModelType;
import tunewise.catalog.config.LayerKinds.Kind;

/** Reads the MLPs of a model, and its experts: how many, how wide, in which layers, and which all tokens share. */
final class MlpShape {
    private static final int MOST_LAYERS = 1_000;
    private static final int MOST_FFN = 10_000_000;
    private static final int MOST_WIDTH = 1_000_000;
    private static final int MOST_EXPERTS = 10_000;
    private static final int MOST_SHARED = 100;

    private final ConfigKeys keys;
    private final ModelType type;
    private final LayerKinds kinds;

    MlpShape(ConfigKeys keys, ModelType type, LayerKinds kinds) {
        this.keys = keys;
        this.type = type;
        this.kinds = kinds;
    }

    /** @param ffn width that the config states for its MLPs */
    void add(ArchitectureBuilder shape, int ffn, int layers) {
        int experts = experts();
        int wide = experts == 0 ? 0 : expertWidth(ffn);
        shape.intermediateSize(dense(ffn, experts))
                .mlpBias(keys.flag(type.text("mlp_bias_key"), type.yes("mlp_bias_default")))
                .experts(experts)
                .moeIntermediateSize(wide);
        if (experts > 0) {
            shape.expertsPerToken(perToken(experts))
                    .sharedExpertIntermediateSize(sharedWidth(wide, ffn))
                    .moeLayers(moeLayers(layers))
                    .routerBias(type.yes("router_bias") || "noaux_tc".equals(keys.value("topk_method")))
                    .expertBias(type.yes("expert_bias"))
                    .sharedExpertGate(type.yes("shared_gate"))
                    .expertInputSize(keys.find(1, MOST_WIDTH, "moe_latent_size").orElse(0));
        }
    }

    /** Layers that hold nothing but an MLP, and the matrices around experts that work on a narrower copy. */
    void addSingle(ArchitectureBuilder shape, FurtherLayers further) {
        int width = shape.hiddenSize();
        if (type.id().equals("nemotron_h")) {
            int alone = kinds.count(Kind.MLP);
            int inner = alone == 0 ? 0 : keys.needed(1, MOST_FFN, "intermediate_size");
            further.linear(Part.MLP, "up_proj", alone, width, inner);
            further.linear(Part.MLP, "down_proj", alone, inner, width);
        }
        further.linear(Part.MLP, "fc1_latent_proj", shape.moeLayers(), width, shape.expertInputSize());
        further.linear(Part.MLP, "fc2_latent_proj", shape.moeLayers(), shape.expertInputSize(), width);
        further.others(shape.moeLayers() * (shape.experts() * (imageExpert(shape) + imageRouter(shape))));
    }

    /** Weights of experts that only images pass through, as far as a token leaves them out. */
    long idleForText(ArchitectureBuilder shape) {
        return shape.moeLayers() * (long) (shape.experts() - shape.expertsPerToken()) * imageExpert(shape);
    }

    /** ERNIE 4.5 VL has as many experts for images beside those for text, of a width of their own. */
    private long imageExpert(ArchitectureBuilder shape) {
        List<?> widths = keys.list("moe_intermediate_size");
        return type.id().equals("ernie4_5_vl_moe_text") && widths.size() == 2 && widths.get(1) instanceof Number inner
                ? 3L * shape.hiddenSize() * inner.longValue()
                : 0;
    }

    private long imageRouter(ArchitectureBuilder shape) {
        return imageExpert(shape) == 0 ? 0 : shape.hiddenSize() + 1;
    }

    private int dense(int ffn, int experts) {
        return switch (type.id()) {
            case "nemotron_h", "mamba", "mamba2", "falcon_mamba" -> 0;
            case "granitemoehybrid" ->
                experts > 0
                        ? 0
                        : keys.find(1, MOST_FFN, "shared_intermediate_size").orElse(ffn);
            case "lfm2" -> adjusted(ffn);
            default ->
                keys.find(1, MOST_FFN, "intermediate_size_mlp", "dense_intermediate_size")
                        .orElse(ffn);
        };
    }

    /** LFM2 takes two thirds of what its config states, rounded up to a multiple. */
    private int adjusted(int ffn) {
        if (!keys.flag("block_auto_adjust_ff_dim", true)) {
            return ffn;
        }
        int multiple = keys.find(1, MOST_FFN, "block_multiple_of").orElse(256);
        Object factor = keys.value("block_ffn_dim_multiplier");
        long twoThirds = ffn * 2L / 3;
        double scaled = twoThirds * (factor instanceof Number number ? number.doubleValue() : 1);
        return (int) ((long) scaled + multiple - 1) / multiple * multiple;
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
        boolean off = type.id().equals("gemma4_text") && !keys.flag("enable_moe_block", experts > 1);
        boolean none = type.id().equals("nemotron_h") && kinds.count(Kind.EXPERTS) == 0;
        return experts > 1 && !off && !none ? experts : 0;
    }

    private int perToken(int experts) {
        if (type.id().equals("kimi_linear")) {
            return keys.usually(8, 1, experts, "num_experts_per_token", "num_experts_per_tok");
        }
        List<?> each = keys.list("num_experts_per_tok", "moe_topk");
        int chosen = each.isEmpty()
                ? keys.needed(
                        1,
                        MOST_EXPERTS,
                        "num_experts_per_tok",
                        "num_experts_per_token",
                        "top_k_experts",
                        "moe_topk",
                        "moe_k",
                        "moe_top_k",
                        "ffn_config.moe_top_k")
                : first(each);
        if (keys.faults().isEmpty() && chosen > experts) {
            keys.fault("num_experts_per_tok " + chosen + " is more than the " + experts + " experts.");
        }
        return chosen;
    }

    private static int first(List<?> items) {
        return items.get(0) instanceof Number number ? number.intValue() : 0;
    }

    private int expertWidth(int ffn) {
        List<?> each = keys.list("moe_intermediate_size");
        return each.isEmpty() ? keys.find(1, MOST_FFN, "moe_intermediate_size").orElse(ffn) : first(each);
    }

    private int sharedWidth(int expertWidth, int ffn) {
        if (type.id().equals("llama4_text")) {
            return expertWidth;
        }
        if (type.id().equals("gemma4_text")) {
            return ffn;
        }
        OptionalInt stated = keys.find(
                0,
                MOST_FFN,
                "shared_expert_intermediate_size",
                "moe_shared_expert_intermediate_size",
                "shared_intermediate_size",
                "share_expert_dim");
        List<?> each = keys.list("num_shared_expert");
        int shared = each.isEmpty()
                ? keys.find(
                                0,
                                MOST_SHARED,
                                "n_shared_experts",
                                "num_shared_experts",
                                "moe_num_shared_experts",
                                "num_shared_expert")
                        .orElse(0)
                : first(each);
        return stated.orElse(shared * expertWidth);
    }

    private int moeLayers(int layers) {
        List<?> sparse = keys.list("mlp_layer_types");
        if (!sparse.isEmpty()) {
            return (int) sparse.stream().filter("sparse"::equals).count();
        }
        List<?> flags = keys.list("moe_layer_freq");
        if (!flags.isEmpty()) {
            return (int) flags.stream().filter(flag -> flag.equals(1)).count();
        }
        if (type.id().equals("nemotron_h")) {
            return kinds.count(Kind.EXPERTS);
        }
        if (keys.value("moe_layers") instanceof List<?> listed) {
            return Math.min(layers, listed.size());
        }
        return (int) IntStream.range(0, layers).filter(this::sparse).count();
    }

    private boolean sparse(int layer) {
        int dense = keys.find(0, MOST_LAYERS, "first_k_dense_replace", "num_dense_layers", "moe_layer_start_index")
                .orElse(0);
        int last = keys.find(-1, MOST_LAYERS, "moe_layer_end_index").orElse(-1);
        int step = keys.find(1, MOST_LAYERS, "decoder_sparse_step", "interleave_moe_layer_step", "moe_layer_interval")
                .orElse(1);
        int every = keys.find(1, MOST_LAYERS, "moe_layer_freq").orElse(1);
        if (type.id().equals("jamba")) {
            int period = keys.find(1, MOST_LAYERS, "expert_layer_period").orElse(2);
            return layer % period
                    == keys.find(0, MOST_LAYERS, "expert_layer_offset").orElse(1);
        }
        return layer >= dense
                && (last < 0 || layer <= last)
                && (layer + 1) % step == 0
                && layer % every == 0
                && !keys.list("mlp_only_layers").contains(layer);
    }
}

package tunewise.catalog.config;

import java.util.Set;
import tunewise.catalog.LinearLayer.Part;

/**
 * Layers that mix tokens without attention, each as its class in transformers 5.18 has it: the projections, which are
 * linear layers, and the small weights between them.
 */
final class MixerLayers {
    private static final int MOST_WIDTH = 1_000_000;
    private static final int MOST_HEADS = 10_000;
    /** Types whose out_proj PEFT 0.21 refuses to adapt. */
    private static final Set<String> REFUSED = Set.of("falcon_h1", "falcon_mamba", "mamba", "mamba2", "nemotron_h");

    private static final int MOST_KERNEL = 1_000;

    private final ConfigKeys keys;
    private final FurtherLayers further;
    private final int layers;
    private final int width;

    /** @param layers that mix so, of a model of this width */
    MixerLayers(ConfigKeys keys, FurtherLayers further, int layers, int width) {
        this.keys = keys;
        this.further = further;
        this.layers = layers;
        this.width = width;
    }

    /** What the layers of a type are that have no attention. */
    void add(String type, int heads, int headDim) {
        if (layers == 0) {
            return;
        }
        switch (type) {
            case "qwen3_next" -> deltaNet(true);
            case "qwen3_5_text", "qwen3_5_moe_text" -> deltaNet(false);
            case "olmo_hybrid" -> olmoDeltaNet(heads);
            case "kimi_linear" -> kimiDelta(heads);
            case "minimax" -> lightning(heads, headDim);
            case "lfm2", "lfm2_moe" -> shortConvolution();
            case "jamba", "mamba", "falcon_mamba" -> mamba(type.equals("jamba"));
            case "granitemoehybrid", "bamba", "nemotron_h", "mamba2", "falcon_h1" -> mamba2(type);
            default ->
                keys.fault("model_type '" + type + "' is not known to have layers without attention, but " + layers
                        + " are given.");
        }
    }

    private void linear(String name, long inputs, long outputs) {
        further.linear(Part.MIXER, name, layers, inputs, outputs);
    }

    private void output(String type, long inner) {
        Part part = REFUSED.contains(type) ? Part.MIXER_OUTPUT : Part.MIXER;
        further.linear(part, "out_proj", layers, inner, width);
    }

    private void others(long weightsOfALayer) {
        further.others(layers * weightsOfALayer);
    }

    private void deltaNet(boolean joined) {
        int keyHeads = keys.usually(16, 1, MOST_HEADS, "linear_num_key_heads");
        int valueHeads = keys.usually(32, 1, MOST_HEADS, "linear_num_value_heads");
        int keyDim = keys.usually(128, 1, MOST_HEADS, "linear_key_head_dim");
        int valueDim = keys.usually(128, 1, MOST_HEADS, "linear_value_head_dim");
        int kernel = keys.usually(4, 1, MOST_KERNEL, "linear_conv_kernel_dim");
        long read = 2L * keyHeads * keyDim + (long) valueHeads * valueDim;
        long values = (long) valueHeads * valueDim;
        if (joined) {
            linear("in_proj_qkvz", width, read + values);
            linear("in_proj_ba", width, 2L * valueHeads);
        } else {
            linear("in_proj_qkv", width, read);
            linear("in_proj_z", width, values);
            linear("in_proj_b", width, valueHeads);
            linear("in_proj_a", width, valueHeads);
        }
        linear("out_proj", values, width);
        others(read * kernel + 2L * valueHeads + valueDim);
    }

    private void olmoDeltaNet(int heads) {
        int keyHeads = keys.usually(heads, 1, MOST_HEADS, "linear_num_key_heads");
        int valueHeads = keys.usually(heads, 1, MOST_HEADS, "linear_num_value_heads");
        int keyDim = keys.usually(Math.max(1, width / heads * 3 / 4), 1, MOST_HEADS, "linear_key_head_dim");
        int valueDim = keys.usually(2 * keyDim, 1, MOST_HEADS, "linear_value_head_dim");
        int kernel = keys.usually(4, 1, MOST_KERNEL, "linear_conv_kernel_dim");
        long read = (long) keyHeads * keyDim;
        long values = (long) valueHeads * valueDim;
        linear("q_proj", width, read);
        linear("k_proj", width, read);
        linear("v_proj", width, values);
        linear("a_proj", width, valueHeads);
        linear("b_proj", width, valueHeads);
        linear("g_proj", width, values);
        linear("o_proj", values, width);
        others((2 * read + values) * kernel + 2L * valueHeads + valueDim);
    }

    private void kimiDelta(int heads) {
        int own = keys.usually(heads, 1, MOST_HEADS, "linear_attn_config.num_heads", "linear_num_heads");
        int dim = keys.usually(128, 1, MOST_HEADS, "linear_attn_config.head_dim", "linear_head_dim");
        int kernel =
                keys.usually(4, 1, MOST_KERNEL, "linear_attn_config.short_conv_kernel_size", "linear_conv_kernel_dim");
        long all = (long) own * dim;
        linear("q_proj", width, all);
        linear("k_proj", width, all);
        linear("v_proj", width, all);
        linear("f_a_proj", width, dim);
        linear("f_b_proj", dim, all);
        linear("b_proj", width, own);
        linear("g_a_proj", width, dim);
        linear("g_b_proj", dim, all);
        linear("o_proj", all, width);
        others(3 * all * kernel + all + own + dim);
    }

    private void lightning(int heads, int headDim) {
        long all = (long) heads * headDim;
        linear("qkv_proj", width, 3 * all);
        linear("output_gate", width, all);
        linear("out_proj", all, width);
        others(all);
    }

    private void shortConvolution() {
        int kernel = keys.usually(3, 1, MOST_KERNEL, "conv_L_cache");
        boolean bias = keys.flag("conv_bias", false);
        linear("in_proj", width, 3L * width);
        linear("out_proj", width, width);
        others((long) width * kernel + (bias ? 5L * width : 0));
    }

    private void mamba(boolean normed) {
        int state = keys.usually(16, 1, MOST_WIDTH, "mamba_d_state", "state_size");
        int kernel = keys.usually(4, 1, MOST_KERNEL, "mamba_d_conv", "conv_kernel");
        int expand = keys.usually(2, 1, MOST_KERNEL, "mamba_expand", "expand");
        int steps = rank("mamba_dt_rank", "time_step_rank");
        long inner = keys.find(1, MOST_WIDTH, "intermediate_size_ssm").orElse(expand * width);
        linear("in_proj", width, 2 * inner);
        linear("x_proj", inner, steps + 2L * state);
        linear("dt_proj", steps, inner);
        output(normed ? "jamba" : "mamba", inner);
        others(inner * state + inner + inner * kernel + 2 * inner + (normed ? steps + 2L * state : 0));
    }

    /** Given as a number, or "auto" for a sixteenth of the width. */
    private int rank(String... names) {
        for (String name : names) {
            if (keys.value(name) instanceof Number) {
                return keys.find(1, MOST_WIDTH, name).orElse(1);
            }
        }
        return (width + 15) / 16;
    }

    private void mamba2(String type) {
        int state = keys.usually(
                type.equals("granitemoehybrid") || type.equals("bamba") || type.equals("falcon_h1") ? 256 : 128,
                1,
                MOST_WIDTH,
                "mamba_d_state",
                "ssm_state_size",
                "state_size");
        int groups = keys.usually(
                type.equals("nemotron_h") || type.equals("mamba2") ? 8 : 1,
                1,
                MOST_HEADS,
                "mamba_n_groups",
                "n_groups");
        int kernel = keys.usually(4, 1, MOST_KERNEL, "mamba_d_conv", "conv_kernel");
        int expand = keys.usually(2, 1, MOST_KERNEL, "mamba_expand", "expand");
        long inner = keys.find(1, MOST_WIDTH, "mamba_d_ssm").orElse(expand * width);
        int heads = heads(type, inner);
        if (type.equals("nemotron_h")) {
            inner = (long) heads * keys.usually(64, 1, MOST_HEADS, "mamba_head_dim");
        }
        boolean projectionBias = keys.flag("mamba_proj_bias", keys.flag("use_bias", false));
        boolean convolutionBias = keys.flag("mamba_conv_bias", keys.flag("use_conv_bias", true));
        boolean normed = !type.equals("falcon_h1") || keys.flag("mamba_rms_norm", false);
        long mixed = inner + 2L * groups * state;
        linear("in_proj", width, inner + mixed + heads);
        output(type, inner);
        others(mixed * kernel
                + (convolutionBias ? mixed : 0)
                + 3L * heads
                + (normed ? inner : 0)
                + (projectionBias ? inner + mixed + heads + width : 0));
    }

    private int heads(String type, long inner) {
        if (type.equals("mamba2")) {
            int dim = keys.usually(64, 1, MOST_HEADS, "head_dim");
            return (int) (inner / dim);
        }
        return keys.usually(128, 1, MOST_HEADS, "mamba_n_heads", "mamba_num_heads");
    }
}

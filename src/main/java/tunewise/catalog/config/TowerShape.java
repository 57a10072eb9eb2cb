package tunewise.catalog.config;

import java.util.List;
import tunewise.catalog.VisionTower;

/** Counts a tower layer by layer, and the projector that turns its patches into tokens. */
final class TowerShape {
    private static final int MOST = 1_000_000;

    private final ConfigKeys keys;
    private final ConfigKeys wrapper;
    private final TowerDefaults usual;
    private final TowerWeights weights;
    private final int text;
    private final int layers;
    private final int width;
    private final int mlp;
    private final int patch;

    /** @param text width of the language model */
    TowerShape(ConfigKeys keys, ConfigKeys wrapper, TowerDefaults usual, int text) {
        this.keys = keys;
        this.wrapper = wrapper;
        this.usual = usual;
        this.text = text;
        layers = keys.find(1, 1_000, "depth", "num_hidden_layers", "num_layers").orElse(usual.layers());
        boolean nameOfOutput = usual.style() == TowerStyle.QWEN2;
        width = nameOfOutput
                ? keys.find(1, MOST, "embed_dim").orElse(usual.width())
                : keys.find(1, MOST, "hidden_size", "embed_dim").orElse(usual.width());
        mlp = keys.find(1, MOST, "intermediate_size").orElse(nameOfOutput ? 4 * width : usual.mlp());
        patch = edge("patch_size", usual.patch());
        weights = new TowerWeights(layers, width);
    }

    VisionTower read(TowerStyle style, String wrapperType) {
        int merged =
                switch (style) {
                    case QWEN2 -> qwen2();
                    case QWEN2_5 -> qwen25();
                    case QWEN3 -> qwen3();
                    case PIXTRAL -> pixtral(wrapperType);
                    case INTERN -> intern();
                    case LLAMA4 -> llama4();
                    case MLLAMA -> mllama();
                    case GLM -> glm();
                    case MOON -> moon();
                    case GEMMA4 -> gemma4();
                    case PERCEPTION -> perception();
                    case ERNIE -> ernie();
                    case MUSE -> muse();
                    case SIGLIP, CLIP -> contrastive(style, wrapperType);
                };
        return new VisionTower(
                layers,
                width,
                style == TowerStyle.GLM ? outputWidth() : mlp,
                weights.parameters(),
                weights.linearWeights(),
                weights.linearWidths(),
                merged,
                tokens(merged));
    }

    private int tokens(int merged) {
        int pixels = usual.image() == 0 ? 0 : edge("image_size", usual.image());
        int stated = wrapper.find(1, 100_000, "mm_tokens_per_image", "image_seq_length", "image_seq_len")
                .orElse(0);
        return stated > 0 && usual.image() > 0 ? stated : (pixels / patch) * (pixels / patch) / merged;
    }

    private int edge(String key, int otherwise) {
        Object value = keys.value(key);
        return value instanceof List<?> edges && !edges.isEmpty() && edges.get(0) instanceof Number edge
                ? edge.intValue()
                : value instanceof Number ? keys.find(1, MOST, key).orElse(otherwise) : otherwise;
    }

    private int outputWidth() {
        return keys.find(1, MOST, "out_hidden_size").orElse(text);
    }

    private int merge() {
        int edge = keys.find(1, 100, "spatial_merge_size").orElse(2);
        return edge * edge;
    }

    private long patches(int frames, boolean bias) {
        return 3L * frames * patch * patch * width + (bias ? width : 0);
    }

    private int qwen2() {
        int merged = merge();
        int out = keys.find(1, MOST, "hidden_size").orElse(text);
        weights.others(patches(2, false)).others(4L * width * layers);
        weights.attention(true);
        weights.plainMlp(mlp, true);
        weights.others(2L * width)
                .linear(1, (long) merged * width, (long) merged * width, true)
                .linear(1, (long) merged * width, out, true);
        return merged;
    }

    private int qwen25() {
        int merged = merge();
        int heads = keys.find(1, MOST, "num_heads").orElse(16);
        long keyWidth = (long) keys.find(1, MOST, "num_key_value_heads").orElse(heads) * (width / heads);
        weights.others(patches(2, false)).others(2L * width * layers);
        weights.linear(layers, width, width + 2 * keyWidth, true).linear(layers, width, width, true);
        weights.gatedMlp(mlp, true);
        weights.others(width)
                .linear(1, (long) merged * width, (long) merged * width, true)
                .linear(1, (long) merged * width, outputWidth(), true);
        return merged;
    }

    private int qwen3() {
        int merged = merge();
        int deep = keys.list("deepstack_visual_indexes").size();
        long joined = (long) merged * width;
        weights.others(patches(2, true))
                .others((long) keys.find(1, MOST, "num_position_embeddings").orElse(2304) * width)
                .others(4L * width * layers);
        weights.attention(true);
        weights.plainMlp(mlp, true);
        weights.others(2L * width + 2 * joined * deep)
                .linear(1 + deep, joined, joined, true)
                .linear(1 + deep, joined, outputWidth(), true);
        return merged;
    }

    private int pixtral(String wrapperType) {
        weights.others(patches(1, false)).others(width + 2L * width * layers);
        weights.attention(false);
        weights.gatedMlp(mlp, false);
        if (!wrapperType.equals("mistral3")) {
            weights.linear(1, width, text, true).linear(1, text, text, true);
            return 1;
        }
        int edge = wrapper.find(1, 100, "spatial_merge_size").orElse(2);
        boolean bias = wrapper.flag("multimodal_projector_bias", false);
        weights.others(width)
                .linear(1, (long) edge * edge * width, width, false)
                .linear(1, width, text, bias)
                .linear(1, text, text, bias);
        return edge * edge;
    }

    private int intern() {
        long grid = edge("image_size", usual.image()) / patch;
        long positions = grid * grid + 1;
        weights.others(width + positions * width + patches(1, true)).others(6L * width * layers);
        weights.attention(keys.flag("attention_bias", keys.flag("qkv_bias", true)));
        weights.plainMlp(mlp, true);
        if (keys.flag("use_qk_norm", keys.flag("qk_normalization", false))) {
            weights.others(2L * width * layers);
        }
        long joined = 4L * width;
        weights.others(2 * joined).linear(1, joined, text, true).linear(1, text, text, true);
        return 4;
    }

    private int llama4() {
        long grid = edge("image_size", usual.image()) / patch;
        int inner = keys.find(1, MOST, "projector_input_dim").orElse(4096);
        int out = keys.find(1, MOST, "projector_output_dim").orElse(4096);
        weights.linear(1, 3L * patch * patch, width, false)
                .others(width + (grid * grid + 1) * width + 4L * width)
                .others(4L * width * layers);
        weights.attention(true);
        weights.plainMlp(mlp, true);
        weights.linear(1, mlp, inner, false).linear(1, inner, out, false).linear(1, out, text, false);
        return 4;
    }

    /** Its image reaches the language model by cross-attention, so that no tokens are added to a sample. */
    private int mllama() {
        int whole = keys.find(0, 1_000, "num_global_layers").orElse(8);
        long positions =
                (long) (edge("image_size", usual.image()) / patch) * (edge("image_size", usual.image()) / patch) + 1;
        int tiles = keys.find(1, 100, "max_num_tiles").orElse(4);
        long ratios = 2L * tiles + 1;
        int all = layers + whole;
        weights.others(width + patches(1, false) + positions * width + 1)
                .others(ratios * tiles * positions * width + 2 * (ratios * tiles * width + 1))
                .others(4L * width + 4L * width * all + 2L * whole);
        weights.linear(4 * all, width, width, false)
                .linear(all, width, mlp, true)
                .linear(all, mlp, width, true);
        int outputs = keys.find(1, MOST, "vision_output_dim").orElse(6 * width);
        weights.linear(1, outputs, text, true);
        return 1;
    }

    private int glm() {
        int merged = merge();
        int out = outputWidth();
        long grid = edge("image_size", usual.image()) / patch;
        weights.others(grid * grid * width + patches(2, true)).others(2L * width * layers + 2L * width);
        weights.attention(false);
        weights.gatedMlp(out, false);
        weights.others((long) merged * width * out + out)
                .linear(1, out, out, false)
                .others(2L * out)
                .linear(2, out, mlp, false)
                .linear(1, mlp, out, false);
        return merged;
    }

    private int moon() {
        int out = keys.find(1, MOST, "text_hidden_size").orElse(text);
        long joined = 4L * width;
        weights.others(patches(1, true) + 64L * 64 * width).others(4L * width * layers + 2L * width);
        weights.attention(true);
        weights.plainMlp(mlp, true);
        weights.others(2L * width).linear(1, joined, joined, true).linear(1, joined, out, true);
        return 4;
    }

    private int gemma4() {
        int heads = keys.find(1, MOST, "num_attention_heads").orElse(12);
        int dim = keys.find(1, MOST, "head_dim").orElse(width / heads);
        weights.others(2L * 10_240 * width)
                .linear(1, 3L * patch * patch, width, false)
                .others(layers * (4L * width + 2L * dim));
        if (keys.flag("standardize", false)) {
            weights.others(2L * width);
        }
        weights.attention(false);
        weights.gatedMlp(mlp, false);
        weights.linear(1, width, text, false);
        return 9;
    }

    private int perception() {
        weights.others(patches(1, false)
                        + (long) keys.find(1, MOST, "max_position_embeddings").orElse(2704) * width)
                .others(2L * width + 6L * width * layers);
        weights.attention(true);
        weights.plainMlp(mlp, true);
        weights.others(9L * width * 2 * width + 2L * width + 9L * 2 * width * 4 * width + 4L * width)
                .linear(1, 4L * width, text, false);
        return 16;
    }

    private int ernie() {
        long joined = 4L * width;
        weights.linear(1, 3L * patch * patch, width, false).others(4L * width * layers + 2L * width);
        weights.attention(true);
        weights.plainMlp(mlp, true);
        weights.linear(3, joined, joined, true)
                .linear(1, 2 * joined, joined, true)
                .others(4 * joined)
                .linear(1, joined, text, true)
                .others(text);
        return 4;
    }

    private int muse() {
        int inner = wrapper.find(1, MOST, "projector_hidden_size").orElse(4096);
        int joined = wrapper.find(1, MOST, "out_hidden_size").orElse(4 * width);
        long positions = keys.find(1, MOST, "max_position_embeddings").orElse(1024);
        weights.linear(1, 6L * patch * patch, width, false)
                .others(positions * width + 4L * width + 4L * width * layers);
        weights.attention(true);
        weights.plainMlp(mlp, true);
        weights.linear(1, joined, inner, false).linear(1, inner, inner, false).linear(1, inner, text, false);
        return 4;
    }

    private int contrastive(TowerStyle style, String wrapperType) {
        boolean clip = style == TowerStyle.CLIP;
        long grid = edge("image_size", usual.image()) / patch;
        long positions = keys.find(1, MOST, "num_patches").orElse((int) (grid * grid));
        weights.others(patches(1, !clip) + (positions + (clip ? 1 : 0)) * width)
                .others(clip ? 3L * width : 0)
                .others(2L * width + 4L * width * layers);
        weights.attention(true);
        weights.plainMlp(mlp, true);
        return projector(wrapperType);
    }

    private int projector(String wrapperType) {
        return switch (wrapperType) {
            case "gemma3" -> {
                weights.linear(1, width, text, false).others(width);
                yield 16;
            }
            case "paligemma" -> {
                weights.linear(1, width, keys.find(1, MOST, "projection_dim").orElse(text), true);
                yield 1;
            }
            case "idefics3", "smolvlm" -> {
                int scale = wrapper.find(1, 100, "scale_factor").orElse(2);
                weights.linear(1, (long) width * scale * scale, text, false);
                yield scale * scale;
            }
            case "lfm2_vl" -> {
                int factor = wrapper.find(1, 100, "downsample_factor").orElse(2);
                int inner = wrapper.find(1, MOST, "projector_hidden_size").orElse(2560);
                weights.linear(1, (long) width * factor * factor, inner, true).linear(1, inner, text, true);
                yield factor * factor;
            }
            case "cohere2_vision" -> {
                int joined = wrapper.find(1, 100, "downsample_factor").orElse(2);
                int aligned =
                        wrapper.find(2, MOST, "alignment_intermediate_size").orElse(3 * text);
                weights.linear(1, (long) width * joined * joined, aligned, true).linear(1, aligned / 2, text, true);
                yield joined * joined;
            }
            case "minicpmv" -> {
                weights.linear(1, width, text, false)
                        .linear(5, text, text, false)
                        .others(64L * text + 10L * text);
                yield 64;
            }
            case "minimax_m3_vl" -> {
                int merged = wrapper.find(1, MOST, "projector_hidden_size").orElse(text);
                weights.linear(1, width, merged, true)
                        .linear(1, merged, text, true)
                        .linear(1, 4L * text, merged, true)
                        .linear(1, merged, text, true);
                yield 4;
            }
            case "phi4_multimodal" -> {
                weights.others(2L * width + 5L * width + 2L * width)
                        .linear(1, width, 3L * width, true)
                        .linear(1, width, width, true)
                        .linear(1, width, mlp, true)
                        .linear(1, mlp, width, true)
                        .linear(1, width, text, true)
                        .linear(1, text, text, true);
                yield 1;
            }
            case "llava_onevision" -> {
                weights.linear(1, width, text, true).linear(1, text, text, true).others(text);
                yield 1;
            }
            default -> {
                weights.linear(1, width, text, true).linear(1, text, text, true);
                yield 1;
            }
        };
    }
}

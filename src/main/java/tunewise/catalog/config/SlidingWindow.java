package tunewise.catalog.config;

import java.util.Set;
import tunewise.catalog.ArchitectureBuilder;

/** How many tokens a token sees in layers that see only those near, and how many layers do. */
final class SlidingWindow {
    private static final int MOST_TOKENS = 10_000_000;

    /** Types whose layers all have the window, where there is one. */
    private static final Set<String> EVERYWHERE = Set.of("mistral", "mixtral", "phi3", "phimoe", "starcoder2");

    private final ConfigKeys keys;
    private final String type;
    private final LayerKinds kinds;

    SlidingWindow(ConfigKeys keys, String type, LayerKinds kinds) {
        this.keys = keys;
        this.type = type;
        this.kinds = kinds;
    }

    void add(ArchitectureBuilder shape) {
        int window = window();
        int layers = window == 0 ? 0 : Math.min(layers(shape.layers()), shape.layers());
        shape.slidingLayers(layers).slidingWindow(layers == 0 ? 0 : window);
    }

    /** What the file says, where "null" is none, or what the class in transformers has by itself. */
    private int window() {
        String key =
                switch (type) {
                    case "llama4_text" -> "attention_chunk_size";
                    case "modernbert" -> "local_attention";
                    default -> "sliding_window";
                };
        if (!keys.flag("use_sliding_window", !type.startsWith("qwen"))) {
            return 0;
        }
        return keys.has(key) ? keys.find(0, MOST_TOKENS, key).orElse(0) : ofClass();
    }

    private int ofClass() {
        return switch (type) {
            case "gpt_oss", "mimo_v2_flash", "modernbert" -> 128;
            case "gemma3n_text", "gemma4_text" -> 512;
            case "cohere2", "exaone4", "gemma2", "mistral", "olmo3" -> 4_096;
            case "llama4_text" -> 8_192;
            default -> 0;
        };
    }

    private int layers(int all) {
        int sliding = kinds.sliding(keys);
        if (sliding > 0) {
            return sliding;
        }
        if (type.startsWith("qwen")) {
            return Math.max(0, all - keys.usually(all, 0, 1_000, "max_window_layers"));
        }
        return EVERYWHERE.contains(type) ? all : 0;
    }
}

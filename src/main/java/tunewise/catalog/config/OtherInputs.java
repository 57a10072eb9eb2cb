package tunewise.catalog.config;

import java.util.Map;

/** Counts what turns sounds into tokens, and projections of models that see without a tower. */
final class OtherInputs {
    private static final int MOST = 1_000_000;

    private final Map<String, Object> config;
    private final FurtherLayers further;
    private final ConfigKeys notes;
    private final long text;

    /** @param text width of the language model */
    OtherInputs(Map<String, Object> config, FurtherLayers further, ConfigKeys notes, int text) {
        this.config = config;
        this.further = further;
        this.notes = notes;
        this.text = text;
    }

    void add(String wrapper) {
        switch (wrapper) {
            case "gemma4_unified" -> {
                long pixels = 3L * 48 * 48;
                further.others(2 * 1120 * text + 2 * pixels + pixels * text + 5 * text + text * text);
                further.others(config.get("audio_config") == null ? 0 : 640 * text);
            }
            case "gemma4" -> further.others(config.get("audio_config") == null ? 0 : conformer());
            case "gemma3n" -> further.others(mobileTowers());
            case "voxtral" -> further.others(whisper());
            case "phi4_multimodal" -> further.others(speech());
            default -> {
                if (config.get("audio_config") != null) {
                    notes.fault("audio_config describes a tower whose weights are not known.");
                }
            }
        }
    }

    /** The audio tower of Gemma 4 and its projection; one shape in all that have it. */
    private long conformer() {
        long width = 1024;
        long layer = 4 * width * 4 * width + 5 * width * width + 3 * width * width + 5 * width + 9 * width + width / 8;
        return 12 * layer + 128 * 9 + 128 + 32 * 128 * 9 + 32 + width * width + width * 1536 + 1536 + 1536 * text;
    }

    /**
     * The MobileNet v5 and the conformer of Gemma 3n, one shape in both sizes: what the published element counts of the
     * two have beyond their language models, of which each stores keys and values that it does not use.
     */
    private long mobileTowers() {
        notes.assume("towers of 0.98 billion weights, as in the published Gemma 3n");
        return 983_000_000L;
    }

    /** The speech encoder of Phi-4 multimodal: 24 blocks of two MLPs, attention and convolutions, and its projections. */
    private long speech() {
        long width = 1024;
        long inner = 1536;
        long mlp = 2 * width + width * 2 * inner + 2 * inner + inner * width + width;
        long attention = 4 * (width * width + width);
        long convolution =
                2 * width + 2 * width + 2 * width * width + 2 * width + 3 * width + width + 2 * (width * width + width);
        long stem = 3 * 9 * width + 5 * width + 2 * width * width + 10 * width * width + width + 2000 * 16;
        return 24 * (2 * mlp + attention + convolution + 4 * width) + stem + 2 * (width + text + 2) * text;
    }

    private long whisper() {
        ConfigKeys keys = config.get("audio_config") instanceof Map<?, ?> audio
                ? new ConfigKeys(VisionTowers.strings(audio))
                : new ConfigKeys(Map.of());
        long width = keys.find(1, MOST, "hidden_size", "d_model").orElse(1280);
        long layers = keys.find(1, 1_000, "num_hidden_layers", "encoder_layers").orElse(32);
        long mlp = keys.find(1, MOST, "intermediate_size", "encoder_ffn_dim").orElse(5120);
        long bins = keys.find(1, MOST, "num_mel_bins").orElse(128);
        long positions = keys.find(1, MOST, "max_source_positions").orElse(1500);
        return layers * (4 * width * width + 3 * width + 2 * width * mlp + mlp + width + 4 * width)
                + 3 * width * bins
                + width
                + 3 * width * width
                + width
                + positions * width
                + 2 * width
                + 4 * width * text
                + text * text;
    }
}

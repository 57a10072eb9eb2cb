package tunewise.catalog.config;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recognises from its config.json in which format the files of a checkpoint hold its weights. */
final class QuantizedFiles {
    private QuantizedFiles() {}

    /** What somebody who trains such a checkpoint has to know; null where its files hold 16 or 32 bits. */
    static @Nullable String note(Map<String, Object> config) {
        Map<String, Object> found = quantization(config);
        if (found == null) {
            return null;
        }
        String format = format(found);
        return "Its files are stored in " + format
                + ", and the weights were counted as they are in 16 bits. Train the 16-bit weights, or convert these"
                + " files first.";
    }

    private static @Nullable Map<String, Object> quantization(Map<String, Object> config) {
        for (String key : new String[] {"quantization_config", "compression_config"}) {
            if (config.get(key) instanceof Map<?, ?> found) {
                return VisionTowers.strings(found);
            }
        }
        for (String inner : new String[] {"text_config", "llm_config", "language_config"}) {
            if (config.get(inner) instanceof Map<?, ?> text
                    && text.get("quantization_config") instanceof Map<?, ?> found) {
                return VisionTowers.strings(found);
            }
        }
        return null;
    }

    private static String format(Map<String, Object> found) {
        String all = found.toString().toLowerCase(Locale.ROOT);
        String method = String.valueOf(found.getOrDefault("quant_method", "")).toLowerCase(Locale.ROOT);
        if (all.contains("nvfp4")) {
            return "NVFP4";
        }
        if (all.contains("mxfp4")) {
            return "MXFP4";
        }
        if (method.equals("awq") || method.equals("gptq")) {
            return method.toUpperCase(Locale.ROOT) + bits(found);
        }
        if (method.contains("fp8")
                || all.contains("float8")
                || all.contains("e4m3")
                || all.contains("type=float, num_bits=8")
                || all.contains("num_bits=8, type=float")) {
            return "FP8";
        }
        if (all.contains("pack-quantized") || all.contains("num_bits=4")) {
            return "4-bit integers";
        }
        if (method.equals("bitsandbytes")) {
            return all.contains("load_in_4bit=true") ? "4 bits by bitsandbytes" : "8 bits by bitsandbytes";
        }
        return method.isEmpty() ? "fewer than 16 bits" : "the format " + ConfigKeys.shown(method);
    }

    private static String bits(Map<String, Object> found) {
        Object bits = found.containsKey("bits") ? found.get("bits") : found.get("w_bit");
        return bits instanceof Number number ? " with " + number.intValue() + " bits" : "";
    }
}

package tunewise.catalog.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tunewise.catalog.VisionTower;

/**
 * Counts what turns images into tokens, by the vision_config of a config.json: the tower as its class in transformers
 * 5.18 has it, and the projector that the wrapping type puts behind it.
 */
final class VisionTowers {
    private static final int USUAL_TILE = 336;

    private static final TowerDefaults SIGLIP = new TowerDefaults(TowerStyle.SIGLIP, 27, 1152, 4304, 14, 384);

    private static final Map<String, TowerDefaults> BY_WRAPPER = Map.ofEntries(
            Map.entry("qwen2_vl", new TowerDefaults(TowerStyle.QWEN2, 32, 1280, 5120, 14, 0)),
            Map.entry("qwen2_5_vl", new TowerDefaults(TowerStyle.QWEN2_5, 32, 1280, 3420, 14, 0)),
            Map.entry("exaone4_5", new TowerDefaults(TowerStyle.QWEN2_5, 28, 2048, 5120, 14, 0)),
            Map.entry("qwen3_vl", new TowerDefaults(TowerStyle.QWEN3, 27, 1152, 4304, 16, 0)),
            Map.entry("qwen3_vl_moe", new TowerDefaults(TowerStyle.QWEN3, 27, 1152, 4304, 16, 0)),
            Map.entry("qwen3_5", new TowerDefaults(TowerStyle.QWEN3, 27, 1152, 4304, 16, 0)),
            Map.entry("qwen3_5_moe", new TowerDefaults(TowerStyle.QWEN3, 27, 1152, 4304, 16, 0)),
            Map.entry("gemma3", new TowerDefaults(TowerStyle.SIGLIP, 27, 1152, 4304, 14, 896)),
            Map.entry("paligemma", new TowerDefaults(TowerStyle.SIGLIP, 27, 1152, 4304, 14, 224)),
            Map.entry("idefics3", new TowerDefaults(TowerStyle.SIGLIP, 27, 1152, 4304, 14, 364)),
            Map.entry("smolvlm", new TowerDefaults(TowerStyle.SIGLIP, 27, 1152, 4304, 14, 384)),
            Map.entry("lfm2_vl", new TowerDefaults(TowerStyle.SIGLIP, 27, 1152, 4304, 16, 256)),
            Map.entry("cohere2_vision", new TowerDefaults(TowerStyle.SIGLIP, 27, 1152, 4304, 16, 512)),
            Map.entry("llava_onevision", new TowerDefaults(TowerStyle.SIGLIP, 26, 1152, 4304, 14, 384)),
            Map.entry("llava", new TowerDefaults(TowerStyle.CLIP, 24, 1024, 4096, 14, USUAL_TILE)),
            Map.entry("llava_next", new TowerDefaults(TowerStyle.CLIP, 24, 1024, 4096, 14, USUAL_TILE)),
            Map.entry("llava_next_video", new TowerDefaults(TowerStyle.CLIP, 24, 1024, 4096, 14, USUAL_TILE)),
            Map.entry("mistral3", new TowerDefaults(TowerStyle.PIXTRAL, 24, 1024, 4096, 14, 0)),
            Map.entry("pixtral", new TowerDefaults(TowerStyle.PIXTRAL, 24, 1024, 4096, 16, 0)),
            Map.entry("internvl", new TowerDefaults(TowerStyle.INTERN, 24, 1024, 4096, 14, 448)),
            Map.entry("internvl_chat", new TowerDefaults(TowerStyle.INTERN, 24, 1024, 4096, 14, 448)),
            Map.entry("llama4", new TowerDefaults(TowerStyle.LLAMA4, 34, 1408, 5632, 14, USUAL_TILE)),
            Map.entry("mllama", new TowerDefaults(TowerStyle.MLLAMA, 32, 1280, 5120, 14, 448)),
            Map.entry("glm4v", new TowerDefaults(TowerStyle.GLM, 24, 1536, 13_696, 14, USUAL_TILE)),
            Map.entry("glm46v", new TowerDefaults(TowerStyle.GLM, 24, 1536, 13_696, 14, USUAL_TILE)),
            Map.entry("glm4v_moe", new TowerDefaults(TowerStyle.GLM, 24, 1536, 13_696, 14, USUAL_TILE)),
            Map.entry("kimi_k25", new TowerDefaults(TowerStyle.MOON, 27, 1152, 4304, 14, 0)),
            Map.entry("kimi_vl", new TowerDefaults(TowerStyle.MOON, 27, 1152, 4304, 14, 0)),
            Map.entry("gemma4", new TowerDefaults(TowerStyle.GEMMA4, 27, 1152, 4304, 16, 0)),
            Map.entry("minicpmv", new TowerDefaults(TowerStyle.SIGLIP, 26, 1152, 4304, 14, 980)),
            Map.entry("minimax_m3_vl", new TowerDefaults(TowerStyle.CLIP, 32, 1280, 5120, 14, 0)),
            Map.entry("ernie4_5_vl_moe", new TowerDefaults(TowerStyle.ERNIE, 32, 1280, 5120, 14, 0)),
            Map.entry("muse_glimmer", new TowerDefaults(TowerStyle.MUSE, 50, 1536, 8960, 14, 0)),
            Map.entry("phi4_multimodal", new TowerDefaults(TowerStyle.SIGLIP, 27, 1152, 4304, 14, 448)),
            Map.entry("step3p7", new TowerDefaults(TowerStyle.PERCEPTION, 47, 1536, 8960, 14, 728)));

    private static final Map<String, TowerStyle> BY_TOWER = Map.of(
            "pixtral", TowerStyle.PIXTRAL,
            "clip_vision_model", TowerStyle.CLIP,
            "siglip_vision_model", TowerStyle.SIGLIP,
            "siglip2_vision_model", TowerStyle.SIGLIP,
            "internvl_vision", TowerStyle.INTERN,
            "intern_vit_6b", TowerStyle.INTERN,
            "qwen2_5_vl", TowerStyle.QWEN2_5);

    private VisionTowers() {}

    /** The tower of a model whose language model has this width; a type that is not known is counted as usual ones are. */
    static Optional<VisionTower> of(Map<String, Object> config, int textWidth, ConfigKeys notes) {
        String wrapper = String.valueOf(config.get("model_type")).toLowerCase(Locale.ROOT);
        Map<?, ?> vision = config.get("vision_config") instanceof Map<?, ?> given ? given : Map.of();
        boolean leftOut =
                wrapper.equals("minicpmv") || (wrapper.equals("llama4") && !config.containsKey("vision_config"));
        if (config.get("vision_config") == null && !leftOut) {
            return Optional.empty();
        }
        ConfigKeys keys = new ConfigKeys(strings(vision));
        TowerDefaults usual = BY_WRAPPER.getOrDefault(wrapper, SIGLIP);
        TowerStyle style = BY_TOWER.getOrDefault(String.valueOf(vision.get("model_type")), usual.style());
        if (!BY_WRAPPER.containsKey(wrapper)) {
            notes.fault("vision_config of model_type " + ConfigKeys.shown(wrapper)
                    + " describes a tower whose weights are not known.");
            return Optional.empty();
        }
        VisionTower tower = new TowerShape(keys, new ConfigKeys(config), usual, textWidth).read(style, wrapper);
        keys.faults().forEach(fault -> notes.fault("vision_config: " + fault));
        return Optional.of(tower);
    }

    /** The entries of an object in JSON. */
    static Map<String, Object> strings(Map<?, ?> map) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }
}

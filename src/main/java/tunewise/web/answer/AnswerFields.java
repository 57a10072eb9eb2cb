package tunewise.web.answer;

import java.util.Map;

/** Parts of an answer in words, by the names that the API has for them. */
public final class AnswerFields {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("setup", "whether there is a set-up"),
            Map.entry("setup.quantization", "base"),
            Map.entry("setup.gpu", "GPU"),
            Map.entry("setup.gpuName", "GPU"),
            Map.entry("setup.gpuCount", "number of GPUs"),
            Map.entry("setup.providerName", "provider"),
            Map.entry("setup.microBatch", "micro batch"),
            Map.entry("setup.gradientAccumulation", "gradient accumulation"),
            Map.entry("setup.gradientCheckpointing", "gradient checkpointing"),
            Map.entry("setup.flashAttention", "Flash Attention"),
            Map.entry("setup.stack", "training stack"),
            Map.entry("setup.fallbacks", "what you give up"),
            Map.entry("estimate", "whether there is an estimate"),
            Map.entry("estimate.tokensPerSecond", "speed"),
            Map.entry("estimate.hours", "time"),
            Map.entry("estimate.costUsd", "cost"),
            Map.entry("estimate.usdPerHour", "price an hour"),
            Map.entry("estimate.job", "the whole job"),
            Map.entry("alternatives", "alternatives"),
            Map.entry("guide", "what the guide says"),
            Map.entry("excluded", "what is left out"),
            Map.entry("changes", "what would make it feasible"),
            Map.entry("caveats", "what to know"));

    private AnswerFields() {}

    public static String words(String path) {
        return WORDS.getOrDefault(path, path.substring(path.lastIndexOf('.') + 1));
    }
}

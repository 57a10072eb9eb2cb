package tunewise.export;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What trainers want to be told of a family of models, where they do not find it out themselves.
 *
 * @param layer class of one layer, which FSDP divides by
 * @param template of LLaMA-Factory
 * @param pad the token to fill up with, where the tokenizer has none of its own
 */
record ModelTraits(Pattern models, @Nullable String layer, String template, @Nullable String pad) {
    private static final List<ModelTraits> FAMILIES = List.of(
            family("deepseek-v3|deepseek-r1", "DeepseekV3DecoderLayer", "deepseek3", null),
            family("llama-4", "Llama4TextDecoderLayer", "llama4", null),
            family("llama-?3", "LlamaDecoderLayer", "llama3", "<|end_of_text|>"),
            family("llama-?2", "LlamaDecoderLayer", "llama2", "</s>"),
            family("qwen3-.*a[0-9]+b", "Qwen3MoeDecoderLayer", "qwen3_nothink", null),
            family("qwen3", "Qwen3DecoderLayer", "qwen3_nothink", null),
            family("qwen", "Qwen2DecoderLayer", "qwen", null),
            family("mixtral", "MixtralDecoderLayer", "mistral", "</s>"),
            family("mistral", "MistralDecoderLayer", "mistral", "</s>"),
            family("gemma-3", "Gemma3DecoderLayer", "gemma3", null),
            family("gemma-2", "Gemma2DecoderLayer", "gemma2", null),
            family("gemma", "GemmaDecoderLayer", "gemma", null),
            family("phi-4", "Phi3DecoderLayer", "phi4", null),
            family("phi-3", "Phi3DecoderLayer", "phi", null));

    private static final ModelTraits OTHERS = family("", null, "default", null);

    private static ModelTraits family(String names, @Nullable String layer, String template, @Nullable String pad) {
        return new ModelTraits(Pattern.compile(names, Pattern.CASE_INSENSITIVE), layer, template, pad);
    }

    static ModelTraits of(String model) {
        return FAMILIES.stream()
                .filter(family -> family.models.matcher(model).find())
                .findFirst()
                .orElse(OTHERS);
    }

    Optional<String> layerClass() {
        return Optional.ofNullable(layer);
    }

    Optional<String> padToken() {
        return Optional.ofNullable(pad);
    }

    /** Whether the template is one for all models, which a chat model was not trained with. */
    boolean templateIsGeneral() {
        return equals(OTHERS);
    }
}

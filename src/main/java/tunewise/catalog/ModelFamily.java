package tunewise.catalog;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What trainers have to be told of a family of models, where they do not find it out themselves.
 *
 * @param endOfTurn the token that ends an assistant's turn; empty for bases without a chat template
 * @param baseEnd the token that the tokenizer ends texts with, where that is another than the template's; else empty
 * @param padToken to fill up with, where the tokenizer has none of its own or the one that ends a turn; else empty
 * @param llamaFactoryTemplate empty where LLaMA-Factory has none for the family
 * @param assistantOnlyLoss whether TRL can leave the prompt out of the loss with the family's template
 * @param attention the fastest kernel that the family's class in transformers takes
 * @param chunkedLoss whether TRL's chunked loss sees the logits as the model means them
 * @param adapterModules layers to name for adapters; empty where "all linear layers" reaches what is meant
 * @param expertParameters experts that are one parameter each, to name besides; empty where they need no naming
 * @param imageModel whether it also has a vision tower, which text leaves alone
 * @param stored how the published weights are stored: bf16, mxfp4, fp8, int4 or nvfp4
 */
public record ModelFamily(
        String id,
        String modelType,
        String endOfTurn,
        String baseEnd,
        String padToken,
        String llamaFactoryTemplate,
        boolean assistantOnlyLoss,
        Attention attention,
        boolean chunkedLoss,
        List<String> adapterModules,
        List<String> expertParameters,
        boolean imageModel,
        Stored stored) {

    /** Where models keep a matrix of such an MLP. */
    private static final List<String> MLPS = List.of(
            "model.layers.0.mlp.up_proj",
            "model.layers.0.feed_forward.w1",
            "model.layers.0.shared_mlp.input_linear",
            "model.layers.0.mixer.up_proj",
            "model.language_model.layers.0.mlp.up_proj",
            "model.language_model.layers.0.mlp.gate_up_proj",
            "model.language_model.layers.0.mlp.shared_expert.up_proj",
            "model.language_model.layers.0.mlp.shared_experts.up_proj",
            "model.language_model.layers.0.feed_forward.shared_expert.up_proj");

    /** A family that no catalog names: everything as trainers do it by themselves. */
    public static final ModelFamily UNKNOWN = new ModelFamily(
            "unknown",
            "",
            "",
            "",
            "",
            "",
            false,
            Attention.FLASH_ATTENTION_2,
            true,
            List.of(),
            List.of(),
            false,
            Stored.BF16);

    /** A kernel of attention, under the name that transformers gives it. */
    public enum Attention {
        FLASH_ATTENTION_2,
        SDPA,
        EAGER;

        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The format of published weights; what is not 16 bits has to be turned into them to be trained. */
    public enum Stored {
        BF16,
        MXFP4,
        FP8,
        INT4,
        NVFP4;

        /** Whether trainers turn the files into 16 bits as they load them. */
        public boolean converted() {
            return this == MXFP4 || this == FP8;
        }
    }

    public ModelFamily {
        adapterModules = List.copyOf(adapterModules);
        expertParameters = List.copyOf(expertParameters);
    }

    /** The same layers, of a model whose words and format nobody told: it is trained in plain turns, as a base is. */
    public ModelFamily inPlainTurns() {
        return new ModelFamily(
                id,
                modelType,
                "",
                "",
                "",
                "",
                false,
                attention,
                chunkedLoss,
                adapterModules,
                expertParameters,
                imageModel,
                Stored.BF16);
    }

    /** Whether experts have to be named, being one parameter for all of a layer. */
    public boolean namesExperts() {
        return !expertParameters.isEmpty();
    }

    /** Whether adapters go to MLPs that are no experts, by PEFT's own reading: whole names in a list, or one pattern. */
    public boolean adaptsMlps() {
        return adapterModules.isEmpty()
                || MLPS.stream().anyMatch(path -> adapterModules.stream()
                        .anyMatch(name -> path.endsWith("." + name) || Pattern.matches(name, path)));
    }

    /** Whether the model was trained to answer in turns, by a template of its own. */
    public boolean chat() {
        return !endOfTurn.isEmpty();
    }

    /** Whether a turn ends by the token that begins the person's next, which no template writes after the last. */
    public boolean endsByNextTurn() {
        return endOfTurn.equals("<|user|>");
    }

    public Optional<String> pad() {
        return Optional.of(padToken).filter(token -> !token.isEmpty());
    }

    public Optional<String> template() {
        return Optional.of(llamaFactoryTemplate).filter(name -> !name.isEmpty());
    }
}

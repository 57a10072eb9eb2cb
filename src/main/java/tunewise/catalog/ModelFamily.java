package tunewise.catalog;

import java.util.List;
import java.util.Optional;

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

    /** Whether the model was trained to answer in turns, by a template of its own. */
    public boolean chat() {
        return !endOfTurn.isEmpty();
    }

    public Optional<String> pad() {
        return Optional.of(padToken).filter(token -> !token.isEmpty());
    }

    public Optional<String> template() {
        return Optional.of(llamaFactoryTemplate).filter(name -> !name.isEmpty());
    }
}

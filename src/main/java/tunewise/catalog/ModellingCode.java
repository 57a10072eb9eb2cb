package tunewise.catalog;

/**
 * What the modelling code of a family does otherwise than most, so that it keeps more or less of what it computes.
 *
 * @param family as {@code models.csv} and the model_type of a config.json name it
 * @param fusedQkv one matrix for queries, keys and values
 * @param fusedGateUp one matrix for both inputs of a gated MLP
 * @param unfusedGelu whether transformers computes the activation in steps that each keep their result
 * @param cappedLogits whether logits are capped, which keeps one more 16-bit copy of them
 */
public record ModellingCode(
        String family,
        boolean fusedQkv,
        boolean fusedGateUp,
        boolean unfusedGelu,
        boolean cappedLogits,
        String source,
        String note) {

    /** Of a family that has no row because it does nothing otherwise. */
    public static ModellingCode usual(String family) {
        return new ModellingCode(family, false, false, false, false, "", "");
    }
}

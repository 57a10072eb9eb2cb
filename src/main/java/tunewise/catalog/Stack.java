package tunewise.catalog;

import tunewise.question.Loss;

/**
 * A training stack one can ask for, and what sets it apart in memory and speed.
 *
 * @param loss what it computes the loss with unless told otherwise
 * @param maskKept whether scaled dot-product attention is handed a mask of tokens x tokens, which stays with the layer
 * @param kbitFp32 whether it casts norms, embeddings and head of a quantised base to 32 bits
 * @param loraAdapterBytes bytes of an adapter weight over a 16-bit base
 * @param qloraAdapterBytes bytes of an adapter weight over a quantised base
 * @param logitBytes bytes a logit takes at the peak when the loss sees them whole
 * @param chunkedLogitBytes bytes a logit of the whole micro batch takes when the loss is chunked but the head is not
 * @param activationShare activations kept, as a share of Hugging Face's modelling code
 * @param efficiency share of the measured matmul rate that long micro batches reach
 * @param floorSeconds least time of a micro batch on an A100
 */
public record Stack(
        String id,
        String name,
        Loss loss,
        boolean maskKept,
        boolean kbitFp32,
        int loraAdapterBytes,
        int qloraAdapterBytes,
        double logitBytes,
        double chunkedLogitBytes,
        double activationShare,
        double efficiency,
        double floorSeconds,
        String source,
        String note) {}

package tunewise.training;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;

/** The kernel that computes attention, under the names that transformers gives them. */
public enum Attention implements Choice {
    FLASH_ATTENTION_3,
    FLASH_ATTENTION_2,
    /** PyTorch's own, which keeps no scores either but takes a mask for padded batches. */
    SDPA,
    /** Scores of every token against every other, kept for the backward pass. */
    EAGER;

    private final String id = Choice.idOf(name());

    /** Whether it runs without the scores of all pairs of tokens. */
    public boolean withoutScores() {
        return this != EAGER;
    }

    /** Whether it is of the FlashAttention library, which takes no mask and needs no copies of shared keys. */
    public boolean flash() {
        return this == FLASH_ATTENTION_2 || this == FLASH_ATTENTION_3;
    }

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}

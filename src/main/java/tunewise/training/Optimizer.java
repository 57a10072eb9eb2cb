package tunewise.training;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** Optimizers under the names that Hugging Face's trainers give them. */
public enum Optimizer implements Choice {
    ADAMW_TORCH_FUSED,
    /** The foreach implementation, which works on temporaries as large as the trained weights. */
    ADAMW_TORCH,
    ADAMW_8BIT,
    ADAMW_BNB_8BIT,
    PAGED_ADAMW_8BIT,
    PAGED_ADAMW_32BIT,
    ADAFACTOR,
    SGD;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** Whether its states leave the card when room is short. */
    public boolean paged() {
        return this == PAGED_ADAMW_8BIT || this == PAGED_ADAMW_32BIT;
    }

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}

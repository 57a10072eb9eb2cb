package tunewise.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;

/** What makes a plan smaller before the method is given up. */
public enum Fallback implements Choice {
    SMALLER_BATCH,
    GRADIENT_CHECKPOINTING,
    RANK_4,
    OPTIMIZER_8BIT,
    DIVIDED_SAMPLES,
    OFFLOADED_ACTIVATIONS,
    ATTENTION_ADAPTERS,
    OFFLOADED_PARAMETERS;

    private final String id = Choice.idOf(name());

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}

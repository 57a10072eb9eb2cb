package tunewise.training;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** What waits in the host's memory until it is needed. */
public enum Offload implements Choice {
    /** What checkpointing keeps. */
    ACTIVATIONS,
    /** Weights, gradients and states. */
    PARAMETERS,
    BOTH;

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

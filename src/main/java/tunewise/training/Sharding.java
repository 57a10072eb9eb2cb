package tunewise.training;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** How several GPUs divide the work. */
public enum Sharding implements Choice {
    NONE,
    /** Every GPU holds everything. */
    DDP,
    /** Divides the optimizer's states. */
    ZERO1,
    /** Divides states and gradients. */
    ZERO2,
    /** Divides states, gradients and weights. */
    ZERO3,
    /** Divides states, gradients and weights. */
    FSDP;

    public boolean dividesStates() {
        return this != NONE && this != DDP;
    }

    public boolean dividesGradients() {
        return dividesStates() && this != ZERO1;
    }

    public boolean dividesWeights() {
        return this == ZERO3 || this == FSDP;
    }

    /** DeepSpeed's, which trains a 32-bit copy of every trained weight. */
    public boolean deepSpeed() {
        return this == ZERO1 || this == ZERO2 || this == ZERO3;
    }

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

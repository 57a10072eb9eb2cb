package tunewise.training;

import com.fasterxml.jackson.annotation.JsonValue;
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
    FSDP,
    /** FSDP with context parallelism: all GPUs work on one sample, each on a part of it. */
    FSDP_CP;

    public boolean dividesStates() {
        return this != NONE && this != DDP;
    }

    public boolean dividesGradients() {
        return dividesStates() && this != ZERO1;
    }

    public boolean dividesWeights() {
        return this == ZERO3 || fsdp();
    }

    /** Whether GPUs share each sample; else each takes samples of its own. */
    public boolean dividesSamples() {
        return this == FSDP_CP;
    }

    /** Of PyTorch, which has no copies of its own. */
    public boolean fsdp() {
        return this == FSDP || this == FSDP_CP;
    }

    /** DeepSpeed's, which trains a 32-bit copy of every trained weight. */
    public boolean deepSpeed() {
        return this == ZERO1 || this == ZERO2 || this == ZERO3;
    }

    @Override
    @JsonValue
    public String id() {
        return Choice.idOf(name());
    }
}

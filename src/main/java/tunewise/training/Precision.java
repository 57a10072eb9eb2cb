package tunewise.training;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;

/** What weights are trained in. */
public enum Precision implements Choice {
    /** All of it in 16 bits. */
    BF16,
    /** 32-bit masters (of the adapters, where only they train) under autocast. */
    FP32_MASTER,
    /** The same under fp16 with its loss scaling, for GPUs without bf16. */
    FP16;

    private final String id = Choice.idOf(name());

    /** Whether what trains is kept in 32 bits. */
    public boolean masters() {
        return this != BF16;
    }

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}

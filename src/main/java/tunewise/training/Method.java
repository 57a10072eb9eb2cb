package tunewise.training;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;

/** How the weights are trained: all of them, low-rank adapters, or adapters over a 4-bit base. */
public enum Method implements Choice {
    FULL("full fine-tuning"),
    LORA("LoRA"),
    QLORA("QLoRA");

    private final String id = Choice.idOf(name());

    private final String label;

    Method(String label) {
        this.label = label;
    }

    /** The name people know it by. */
    public String label() {
        return label;
    }

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}

package tunewise.training;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;

/** How the frozen base is stored: as it is, in 8 bits, or in 4 bits without or with quantised scales. */
public enum Quantization implements Choice {
    NONE,
    INT8,
    NF4,
    NF4_DQ;

    private final String id = Choice.idOf(name());

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}

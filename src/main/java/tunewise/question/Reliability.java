package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;

/** How much an interruption would hurt. */
public enum Reliability implements Choice {
    NORMAL,
    HIGH;

    private final String id = Choice.idOf(name());

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}

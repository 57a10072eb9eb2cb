package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;

/** What the person wants most of. */
public enum Priority implements Choice {
    COST,
    BALANCED,
    SPEED,
    QUALITY;

    private final String id = Choice.idOf(name());

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}

package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** How much an interruption would hurt. */
public enum Reliability implements Choice {
    NORMAL,
    HIGH;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}

package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** How much an interruption would hurt. */
public enum Reliability implements Choice {
    NORMAL,
    HIGH;

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

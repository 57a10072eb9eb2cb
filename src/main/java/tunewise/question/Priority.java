package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** What the person wants most of. */
public enum Priority implements Choice {
    COST,
    BALANCED,
    SPEED,
    QUALITY;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}

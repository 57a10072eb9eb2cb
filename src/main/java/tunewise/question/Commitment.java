package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the person is willing to pay: by the hour, by the year, by the hour for a machine that may be taken away, or any of them. */
public enum Commitment implements Choice {
    ON_DEMAND,
    RESERVED,
    SPOT,
    ANY;

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

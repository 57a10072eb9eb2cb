package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** Whether somebody who owns GPUs rents as well. */
public enum Rent implements Choice {
    /** The best of both, side by side. */
    COMPARE,
    NO,
    ONLY;

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

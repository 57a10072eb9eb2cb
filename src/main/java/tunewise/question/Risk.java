package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** How sure a set-up must be to fit its GPU's memory. */
public enum Risk implements Choice {
    /** The upper end of its estimate fits. */
    SAFE,
    /** It likely fits, and two minutes on the machine tell. */
    TRY;

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

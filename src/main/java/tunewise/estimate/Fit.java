package tunewise.estimate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** Whether a run fits its GPU's memory. */
public enum Fit implements Choice {
    /** The upper end of the estimate fits. */
    YES,
    LIKELY,
    UNLIKELY,
    NO;

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

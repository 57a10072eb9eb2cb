package tunewise.ledger.entry;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** What a reviewer makes of a recommendation. */
public enum Verdict implements Choice {
    APPROVED,
    QUESTIONED,
    OVERRIDDEN;

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

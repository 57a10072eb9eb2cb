package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** The lens: the guide's figures as written, or what was measured. */
public enum Knowledge implements Choice {
    GUIDE,
    EVIDENCE;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** What a question is answered by when it does not say. */
    public static final Knowledge DEFAULT = EVIDENCE;

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}

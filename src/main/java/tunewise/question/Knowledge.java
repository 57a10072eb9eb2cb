package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;

/** The lens: the guide's figures as written, or what was measured. */
public enum Knowledge implements Choice {
    GUIDE,
    EVIDENCE;

    private final String id = Choice.idOf(name());

    /** What a question is answered by when it does not say. */
    public static final Knowledge DEFAULT = EVIDENCE;

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}

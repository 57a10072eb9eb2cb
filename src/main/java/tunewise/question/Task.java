package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;

/** What the model is to learn; quality and rank depend on it. */
public enum Task implements Choice {
    CHAT,
    CLASSIFICATION,
    MATHS,
    CODE,
    KNOWLEDGE;

    private final String id = Choice.idOf(name());

    @Override
    @JsonValue
    public String id() {
        return id;
    }
}

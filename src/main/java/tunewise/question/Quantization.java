package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the frozen base is stored. */
public enum Quantization implements Choice {
    NONE,
    INT8,
    NF4;

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

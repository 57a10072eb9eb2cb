package tunewise.training;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** How the loss sees the logits: those of the whole micro batch, a few hundred tokens at a time, or never as a tensor. */
public enum Loss implements Choice {
    FULL,
    CHUNKED,
    FUSED;

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

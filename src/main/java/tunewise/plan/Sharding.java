package tunewise.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.question.Choice;

/** How several GPUs divide the work. */
public enum Sharding implements Choice {
    NONE,
    DDP,
    FSDP;

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

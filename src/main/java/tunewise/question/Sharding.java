package tunewise.question;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

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

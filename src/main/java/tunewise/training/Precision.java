package tunewise.training;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;

/** What weights are trained in: all of it 16-bit, or 32-bit masters (of the adapters, where only they train) under autocast. */
public enum Precision implements Choice {
    BF16,
    FP32_MASTER;

    @Override
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

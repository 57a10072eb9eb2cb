package tunewise.catalog;

import java.util.Locale;
import tunewise.question.Described;

/** A single named figure that rules compare with. The unit is part of the id, as in {@code value-of-an-hour-usd}. */
public record Limit(String id, double value, String source, String note) implements Described {
    @Override
    public String words() {
        return String.format(Locale.ROOT, "limit %s = %,.10g", id, value);
    }
}

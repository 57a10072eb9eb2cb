package tunewise.catalog;

import java.math.BigDecimal;
import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * A single named figure that we chose or that the guide gives, and that rules and the program go by.
 *
 * @param unit of the value, as in "tokens" or "share"
 * @param description what it decides, in a sentence
 */
public record Policy(String id, double value, String unit, String description, String source) implements Described {
    @Override
    public String summary() {
        String figure = value == Math.rint(value)
                ? Figures.grouped((long) value)
                : BigDecimal.valueOf(value).toPlainString();
        return "limit " + id + " = " + figure;
    }
}

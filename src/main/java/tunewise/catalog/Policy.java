package tunewise.catalog;

import java.math.BigDecimal;
import tunewise.text.Described;
import tunewise.text.Figures;

/** A single named figure that rules compare with. The unit is part of the id, as in {@code value-of-an-hour-usd}. */
public record Policy(String id, double value, String source, String note) implements Described {
    @Override
    public String summary() {
        String figure = value == Math.rint(value)
                ? Figures.grouped((long) value)
                : BigDecimal.valueOf(value).toPlainString();
        return "limit " + id + " = " + figure;
    }
}

package tunewise.catalog;

import java.util.Locale;
import tunewise.question.Described;

/** Share of the ideal speed that a number of GPUs reaches together, as low, central and high. */
public record Scaling(int gpuCount, double low, double central, double high, String source) implements Described {
    @Override
    public String words() {
        return String.format(Locale.ROOT, "scaling to %d GPUs: %.0f %% of ideal", gpuCount, 100 * central);
    }
}

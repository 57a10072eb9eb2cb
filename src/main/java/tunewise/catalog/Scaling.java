package tunewise.catalog;

import tunewise.text.Described;
import tunewise.text.Figures;

/** Share of the ideal speed that a number of GPUs reaches together, as low, central and high. */
public record Scaling(int gpuCount, double low, double central, double high, String source) implements Described {
    @Override
    public String summary() {
        return "scaling to " + gpuCount + " GPUs: " + Figures.plain(100 * central, 0) + " % of ideal";
    }
}

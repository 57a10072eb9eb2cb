package tunewise.catalog;

import tunewise.text.Described;
import tunewise.text.Figures;
import tunewise.training.Method;

/**
 * A training speed.
 *
 * @param gpuCount GPUs that reach it together
 * @param tokensPerSecond of all GPUs together
 * @param basis how the figure was come by
 */
public record Speed(
        String id,
        String sizeClass,
        Method method,
        String gpu,
        int gpuCount,
        double tokensPerSecond,
        Basis basis,
        String source,
        String note)
        implements Described {

    /** STATED by the guide; READ from hours it printed, taken as hours for 10 million tokens; DERIVED from a relative. */
    public enum Basis {
        STATED,
        READ,
        DERIVED
    }

    @Override
    public String summary() {
        return "speed " + id + ": " + Figures.plain(tokensPerSecond, 0) + " tokens/s on " + gpuCount + "x " + gpu;
    }
}

package tunewise.catalog;

import org.jspecify.annotations.Nullable;
import tunewise.text.Described;
import tunewise.text.Figures;
import tunewise.training.Method;

/**
 * GPU memory the guide asks for, at micro batch 1 and 2,048 tokens, in GB (10^9 bytes).
 *
 * @param minGb least memory in all, over all GPUs
 * @param recommendedGb null where the guide gives none
 */
public record Threshold(
        Method method, String sizeClass, double minGb, @Nullable Double recommendedGb, String examples, String source)
        implements Described {
    @Override
    public String summary() {
        return "the guide's threshold for " + method.label() + " at " + sizeClass + ": " + Figures.plain(minGb, 0)
                + " GB";
    }
}

package tunewise.catalog;

import tunewise.question.Priority;
import tunewise.text.Described;
import tunewise.training.Method;

/**
 * A set-up the guide names for a size class.
 *
 * @param priority whose pick it is
 * @param standing BEST, or an ALTERNATIVE that is shown beside it
 */
public record Pick(
        String id,
        String sizeClass,
        Priority priority,
        Method method,
        String gpu,
        int gpuCount,
        Standing standing,
        String source,
        String note)
        implements Described {

    /** Whether the guide names it first, or as something else to consider. */
    public enum Standing {
        BEST,
        ALTERNATIVE
    }

    @Override
    public String summary() {
        return "pick " + id + ": " + method.label() + " on " + gpuCount + "x " + gpu;
    }
}

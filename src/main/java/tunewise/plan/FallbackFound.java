package tunewise.plan;

/**
 * A fallback for when memory is tight: its place in the order, and what it changes.
 *
 * @param ownOnly whether it is for machines that people own; who rents takes a larger GPU
 */
public record FallbackFound(
        Fallback step, int order, double memoryFactor, double timeFactor, boolean ownOnly, String text)
        implements Finding {
    /** For every machine. */
    public FallbackFound(Fallback step, int order, double memoryFactor, double timeFactor, String text) {
        this(step, order, memoryFactor, timeFactor, false, text);
    }

    /** For machines that people own; the estimate says what it saves and costs. */
    public static FallbackFound onOwn(Fallback step, int order, String text) {
        return new FallbackFound(step, order, 1, 1, true, text);
    }

    @Override
    public boolean concerns(Quote quote) {
        return quote.plan().fallbacks().contains(step);
    }
}

package tunewise.plan;

/** A fallback for when memory is tight: its place in the order, and what it changes. */
public record FallbackFound(Fallback step, int order, double memoryFactor, double timeFactor, String text)
        implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return quote.plan().fallbacks().contains(step);
    }
}

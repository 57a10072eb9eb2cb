package tunewise.plan;

/** A concession that may be made when memory is tight: in which order, and what it changes. */
public record FallbackFound(Fallback step, int order, double memoryFactor, double timeFactor, String text)
        implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return quote.plan().concessions().contains(step);
    }
}

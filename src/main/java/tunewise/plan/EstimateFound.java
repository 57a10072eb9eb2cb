package tunewise.plan;

/** What the estimator made of the choice, in words. */
public record EstimateFound(String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return true;
    }
}

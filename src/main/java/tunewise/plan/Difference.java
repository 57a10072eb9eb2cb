package tunewise.plan;

/** Why the evidence and the guide differ about a question. */
public record Difference(String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return true;
    }
}

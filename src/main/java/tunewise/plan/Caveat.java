package tunewise.plan;

/** Something the person must know about the answer. */
public record Caveat(String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return true;
    }
}

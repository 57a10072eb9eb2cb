package tunewise.plan;

/** Hours of the person's own that a kind of set-up takes beyond a plain one. */
public record AttentionFound(Trouble trouble, double hours, String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return trouble.of(quote);
    }
}

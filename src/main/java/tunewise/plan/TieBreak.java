package tunewise.plan;

/** What decides among set-ups whose figures are close. */
public record TieBreak(By by, String text) implements Finding {

    /** The figure that decides. */
    public enum By {
        HOURS,
        DOLLARS
    }

    @Override
    public boolean concerns(Quote quote) {
        return true;
    }
}

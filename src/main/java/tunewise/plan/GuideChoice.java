package tunewise.plan;

import tunewise.text.Described;

/** What the guide's lens would choose for the question, by the guide's own figures. */
public record GuideChoice(Quote quote) implements Described {
    @Override
    public String summary() {
        return "the guide would choose: " + quote.summary();
    }
}

package tunewise.plan;

import tunewise.question.Described;

/** The quote that ranking put first; caveats are about it. */
public record Chosen(Quote quote) implements Described {
    @Override
    public String words() {
        return "chosen: " + quote.words();
    }
}

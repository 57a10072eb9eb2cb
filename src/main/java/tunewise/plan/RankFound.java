package tunewise.plan;

import tunewise.question.Method;

/** The rank of adapters to begin with. */
public record RankFound(int rank, String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return quote.plan().method() != Method.FULL;
    }
}

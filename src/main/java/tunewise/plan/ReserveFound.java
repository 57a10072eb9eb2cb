package tunewise.plan;

import tunewise.question.Commitment;

/** Share of the training hours that is counted on top, for what is done over, at offers of a kind. */
public record ReserveFound(Commitment commitment, double share, String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return quote.offer().commitment() == commitment;
    }
}

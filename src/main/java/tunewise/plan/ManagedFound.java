package tunewise.plan;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;

/**
 * What a rule says of a managed service.
 *
 * @param offer id of its row in managed.csv
 */
public record ManagedFound(String offer, Side side, String text) implements Finding {

    /** GOOD for whom it is, BAD for whom it is not, and what to KNOW either way. */
    public enum Side implements Choice {
        GOOD,
        BAD,
        KNOW;

        @Override
        @JsonValue
        public String id() {
            return Choice.idOf(name());
        }
    }

    /** It suits somebody with this question. */
    public static ManagedFound good(ManagedQuote quote, String text) {
        return new ManagedFound(quote.offer(), Side.GOOD, text);
    }

    /** It does not. */
    public static ManagedFound bad(ManagedQuote quote, String text) {
        return new ManagedFound(quote.offer(), Side.BAD, text);
    }

    /** Good to know either way. */
    public static ManagedFound know(ManagedQuote quote, String text) {
        return new ManagedFound(quote.offer(), Side.KNOW, text);
    }

    @Override
    public boolean concerns(Quote quote) {
        return false;
    }
}

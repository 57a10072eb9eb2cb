package tunewise.plan;

import tunewise.text.Described;

/**
 * The quote that ranking put first; caveats are about it.
 *
 * @param priceAgeDays days from when the price was last looked at to the day of the question
 * @param priceRise share that prices as old had risen by; 0 for a price that is not stale
 */
public record Chosen(Quote quote, long priceAgeDays, double priceRise) implements Described {
    @Override
    public String summary() {
        return "chosen: " + quote.summary();
    }
}

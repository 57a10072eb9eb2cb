package tunewise.plan;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tunewise.estimate.Range;
import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * A provider that trains for you, with what it charges for the tokens of the question.
 *
 * @param offer id of its row in managed.csv
 * @param provider id of the provider
 * @param costUsd dollars of the job
 * @param takeHome "yes" where you may download the trained weights, "no", or "unknown"
 * @param servingUsdPerHour dollars an hour of the cheapest machine that serves the trained model there; null where nobody says
 * @param looked when somebody last looked at the price
 * @param priceAgeDays days from then to the day of the question
 */
public record ManagedQuote(
        String offer,
        String provider,
        String providerName,
        Range costUsd,
        String takeHome,
        @Nullable Double servingUsdPerHour,
        LocalDate looked,
        long priceAgeDays)
        implements Described {
    @Override
    public String summary() {
        return providerName + " trains it for $" + Figures.plain(costUsd.low(), 2)
                + (costUsd.high() > costUsd.low() ? " to $" + Figures.plain(costUsd.high(), 2) : "");
    }
}

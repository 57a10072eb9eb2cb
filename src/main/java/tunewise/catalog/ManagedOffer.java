package tunewise.catalog;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.training.Method;
import tunewise.training.Objective;

/**
 * A dated price of a provider that trains for you: you send data and pay by the token, and rent no machine.
 *
 * @param provider id of the provider
 * @param model id of the one model it is for; null for all models of a size
 * @param fromB least size in billions of parameters, itself left out; null for one model
 * @param toB largest size in billions of parameters; null for one model
 * @param methods LoRA, full fine-tuning, or both; empty where nobody says
 * @param usdPerMillion dollars of a million training tokens at least
 * @param usdPerMillionMost likewise at most; the same where the page gives one price
 * @param usdPerMillionSampled dollars of a million tokens that it generates while training; null where it generates none
 * @param minimumUsd least charge of a job in dollars; null where nobody says
 * @param takeHome "yes" where you may download the trained weights, "no", or "unknown"
 * @param servingUsdPerHour dollars an hour of the cheapest machine that serves the trained model there; null where nobody says
 * @param page its price page
 * @param validTo last day; null while it holds
 * @param looked when someone last looked at the source
 * @param note what a person must know of this price, or empty
 */
public record ManagedOffer(
        String id,
        String provider,
        @Nullable String model,
        @Nullable Double fromB,
        @Nullable Double toB,
        List<Method> methods,
        List<Objective> objectives,
        double usdPerMillion,
        double usdPerMillionMost,
        @Nullable Double usdPerMillionSampled,
        @Nullable Double minimumUsd,
        String takeHome,
        @Nullable Double servingUsdPerHour,
        String page,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        String source,
        LocalDate looked,
        String note) {
    public ManagedOffer {
        methods = List.copyOf(methods);
        objectives = List.copyOf(objectives);
    }

    public boolean validOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
    }

    /** Whether it is a price for this very model, or for all models of its size. */
    public boolean isFor(Model asked) {
        return model != null
                ? model.equals(asked.id())
                : fromB != null && toB != null && asked.parametersB() > fromB && asked.parametersB() <= toB;
    }

    /** Dollars of so many million tokens at a price of one million, and at least the minimum. */
    public double usd(double millions, double usdPerMillionTokens) {
        return Math.max(minimumUsd == null ? 0 : minimumUsd, millions * usdPerMillionTokens);
    }
}

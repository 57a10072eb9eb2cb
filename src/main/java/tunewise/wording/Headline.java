package tunewise.wording;

import java.util.Locale;
import java.util.Optional;
import tunewise.advice.Estimate;
import tunewise.advice.Setup;
import tunewise.catalog.Catalog;
import tunewise.catalog.Tier;
import tunewise.question.Commitment;
import tunewise.question.Question;

/** The one sentence that page, command line and assistants open an answer with: what to take, how to train, what it takes. */
public final class Headline {
    private Headline() {}

    /**
     * As in "Rent one RTX 4090 from RunPod and train a LoRA adapter of rank 16: about 3.5 hours and $1.20 for the whole
     * job." A spot price is named where the catalog still has the offer.
     */
    public static String of(Question question, Setup setup, Estimate estimate, Catalog catalog) {
        if (setup.owned()) {
            return onYourOwn(setup, estimate);
        }
        return (question.ownFirst() ? "None of your own machines does this job. Rent " : "Rent ")
                + DisplayText.spokenCards(setup.gpuCount(), setup.gpuName()) + " from " + from(setup, catalog)
                + (spot(setup, catalog) ? " at the spot price" : "") + " and " + training(setup) + ": about "
                + DisplayText.hours(JobTotals.hours(estimate).central()) + " and "
                + DisplayText.dollars(JobTotals.costUsd(estimate).central()) + " for " + JobTotals.scope(estimate)
                + (setup.priceOf() == null ? "" : ", at the price of " + DisplayText.day(setup.priceOf())) + "."
                + likely(estimate);
    }

    /** As in "Train a LoRA adapter of rank 16 on two RTX 3090 cards of yours: about 3.5 hours and $0.40 for the whole job." */
    private static String onYourOwn(Setup setup, Estimate estimate) {
        String training = training(setup);
        return training.substring(0, 1).toUpperCase(Locale.ROOT) + training.substring(1) + " on "
                + DisplayText.spokenCards(setup.gpuCount(), setup.gpuName()) + " of yours: about "
                + DisplayText.hours(JobTotals.hours(estimate).central()) + " and "
                + DisplayText.dollars(JobTotals.costUsd(estimate).central())
                + " for " + JobTotals.scope(estimate) + "." + likely(estimate);
    }

    /** Nobody may take for sure what is to be tested first. */
    private static String likely(Estimate estimate) {
        return estimate.fit() == null ? "" : " It likely fits the memory; test it for two minutes first.";
    }

    /** As in "RunPod's secure cloud" or "Microsoft Azure in westeurope"; a list price needs no name. */
    public static String from(Setup setup, Catalog catalog) {
        Optional<Tier> tier = catalog.market().tier(setup.tier());
        boolean listPrice = tier.isEmpty() || setup.tier().equals(Tier.LIST_PRICE);
        return setup.providerName()
                + (listPrice ? "" : "'s " + tier.get().name())
                + (setup.region().isEmpty() ? "" : " in " + setup.region());
    }

    /** Whether the machine is a spot machine, which may be taken away. */
    public static boolean spot(Setup setup, Catalog catalog) {
        return catalog.offers().stream()
                .anyMatch(offer -> offer.id().equals(setup.offer()) && offer.commitment() == Commitment.SPOT);
    }

    private static String training(Setup setup) {
        return switch (setup.method()) {
            case FULL -> "train all weights";
            case LORA -> "train a LoRA adapter of rank " + setup.rank();
            case QLORA -> "train a QLoRA adapter of rank " + setup.rank() + " over a 4-bit base";
        };
    }
}

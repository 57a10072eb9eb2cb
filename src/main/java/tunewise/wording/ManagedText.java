package tunewise.wording;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation.Managed;
import tunewise.catalog.Catalog;
import tunewise.catalog.ManagedOffer;
import tunewise.catalog.Model;
import tunewise.estimate.Range;
import tunewise.training.Method;

/** Providers that train for you, in words. */
public final class ManagedText {
    /** No model is larger; a price up to it is for all that are larger than its other end. */
    private static final double NO_END_B = 10_000;

    private ManagedText() {}

    /** As in "Fireworks trains LoRA for $10.00" or "Together trains LoRA or full fine-tuning for $9.60 to $27.00". */
    public static String sentence(Managed managed) {
        return managed.providerName() + " trains " + methods(managed.methods()) + " for " + cost(managed.costUsd());
    }

    /** As in "$10.00" or "$9.60 to $27.00". */
    public static String cost(Range usd) {
        String low = dollars(usd.low());
        String high = dollars(usd.high());
        return low.equals(high) ? low : low + " to " + high;
    }

    /** As in "$0.50 a million tokens". */
    public static String price(double least, @Nullable Double most) {
        return (most == null || most == least ? dollars(least) : dollars(least) + " to " + dollars(most))
                + " a million tokens";
    }

    /** As in "Qwen3 8B" or "models above 16B up to 80B". */
    public static String models(ManagedOffer offer, Catalog catalog) {
        return offer.model() == null
                ? sizes(offer.fromB() == null ? 0 : offer.fromB(), offer.toB() == null ? NO_END_B : offer.toB())
                : catalog.models().stream()
                        .filter(model -> model.id().equals(offer.model()))
                        .map(Model::name)
                        .findFirst()
                        .orElse(offer.model());
    }

    private static String sizes(double fromB, double toB) {
        String from = fromB <= 0 ? "" : " above " + plain(fromB) + "B";
        return "models" + from + (toB >= NO_END_B ? "" : " up to " + plain(toB) + "B");
    }

    /** As in "LoRA or full fine-tuning"; "an adapter or all weights" where nobody says. */
    public static String methods(List<Method> methods) {
        return methods.isEmpty()
                ? "an adapter or all weights"
                : String.join(" or ", methods.stream().map(Method::label).toList());
    }

    private static String dollars(double usd) {
        return String.format(Locale.US, "$%,.2f", usd);
    }

    private static String plain(double figure) {
        return figure == Math.rint(figure)
                ? String.format(Locale.US, "%.0f", figure)
                : String.format(Locale.US, "%.1f", figure);
    }
}

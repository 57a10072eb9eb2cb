package tunewise.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tunewise.advice.Recommendation.Managed;
import tunewise.advice.Recommendation.ManagedRemark;
import tunewise.catalog.ManagedOffer;
import tunewise.catalog.Model;
import tunewise.estimate.Range;
import tunewise.plan.ManagedFound;
import tunewise.plan.ManagedQuote;
import tunewise.question.Knowledge;
import tunewise.question.Question;
import tunewise.rulebook.Firing;
import tunewise.training.Method;
import tunewise.training.Objective;

/** Providers that train the model of a question at a price a token, shown beside what to rent and never ranked with it. */
final class ManagedServices {
    private static final double MILLION = 1e6;

    private final List<ManagedOffer> offers;
    private final ReleaseMemory release;
    private final Question question;

    ManagedServices(Question question, Model model, ReleaseMemory release) {
        this.release = release;
        this.question = question;
        boolean asked =
                question.knowledge() == Knowledge.EVIDENCE && question.rents() && question.imagesPerSample() == null;
        List<ManagedOffer> fitting = asked
                ? release.catalog().managed().stream()
                        .filter(offer -> offer.validOn(question.asOf())
                                && offer.isFor(model)
                                && offer.objectives().contains(question.objective())
                                && allowed(offer))
                        .toList()
                : List.of();
        offers = fitting.stream()
                .filter(offer -> offer.model() != null || fitting.stream().noneMatch(other -> closer(other, offer)))
                .toList();
    }

    private boolean allowed(ManagedOffer offer) {
        return (question.providers().isEmpty() || question.providers().contains(offer.provider()))
                && (offer.methods().isEmpty() || offer.methods().stream().anyMatch(this::allowed));
    }

    /** QLoRA saves memory, which is the service's affair: its LoRA does for who allows only QLoRA. */
    private boolean allowed(Method method) {
        return question.allows(method) || (method == Method.LORA && question.allows(Method.QLORA));
    }

    /** A price of the very model counts rather than that of its size. */
    private static boolean closer(ManagedOffer one, ManagedOffer other) {
        return one.model() != null
                && one.provider().equals(other.provider())
                && one.methods().stream().anyMatch(other.methods()::contains);
    }

    /** As rules see them. */
    List<ManagedQuote> quotes() {
        return offers.stream()
                .map(offer -> new ManagedQuote(
                        offer.id(),
                        offer.provider(),
                        release.provider(offer.provider()).name(),
                        cost(offer),
                        offer.takeHome(),
                        offer.servingUsdPerHour(),
                        offer.looked(),
                        question.asOf().toEpochDay() - offer.looked().toEpochDay()))
                .toList();
    }

    private Range cost(ManagedOffer offer) {
        double millions = question.trainedTokens() / MILLION;
        double sampled = question.objective() == Objective.GRPO && offer.usdPerMillionSampled() != null
                ? offer.usdPerMillionSampled()
                : 0;
        double low = offer.usd(millions, offer.usdPerMillion() + sampled);
        double high = offer.usd(millions, offer.usdPerMillionMost() + sampled);
        return new Range(low, (low + high) / 2, high);
    }

    /** As the answer shows them, cheapest first. */
    List<Managed> beside(List<Firing> firings) {
        List<Managed> all = new ArrayList<>();
        for (ManagedOffer offer : offers) {
            all.add(new Managed(
                    offer.id(),
                    offer.provider(),
                    release.provider(offer.provider()).name(),
                    offer.model(),
                    offer.fromB(),
                    offer.toB(),
                    offer.methods(),
                    Rounded.of(cost(offer), 2),
                    offer.usdPerMillion(),
                    offer.usdPerMillionMost() == offer.usdPerMillion() ? null : (Double) offer.usdPerMillionMost(),
                    offer.minimumUsd(),
                    offer.takeHome(),
                    offer.servingUsdPerHour(),
                    offer.looked(),
                    offer.page(),
                    offer.note(),
                    remarks(offer, firings)));
        }
        all.sort(Comparator.comparing((Managed one) -> one.costUsd().central()).thenComparing(Managed::offer));
        return all;
    }

    private static List<ManagedRemark> remarks(ManagedOffer offer, List<Firing> firings) {
        List<ManagedRemark> remarks = new ArrayList<>();
        for (Firing firing : firings) {
            if (firing.finding() instanceof ManagedFound found && found.offer().equals(offer.id())) {
                remarks.add(new ManagedRemark(firing.rule().id(), found.side(), found.text()));
            }
        }
        remarks.sort(Comparator.comparing(ManagedRemark::side).thenComparing(ManagedRemark::rule));
        return remarks;
    }
}

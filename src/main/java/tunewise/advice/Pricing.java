package tunewise.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.Offer;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.Provider;
import tunewise.estimate.Range;
import tunewise.plan.Plan;
import tunewise.plan.Quote;
import tunewise.plan.ReserveFound;
import tunewise.question.Knowledge;
import tunewise.question.Question;

/** Joins plans with the offers that hold on the day of the question. */
final class Pricing {
    private final Question question;
    private final ReleaseMemory release;
    private final OwnMachines own;
    private final RentedOffers rented;
    private final JobHours job;
    private final double staleDays;
    private final double staleRise;

    Pricing(Question question, ReleaseMemory release, Model model) {
        this.question = question;
        this.release = release;
        Catalog catalog = release.catalog();
        this.own = new OwnMachines(question, catalog);
        this.rented = release.rented(
                MarketLimits.of(question, question.rents() || own.offers().isEmpty()));
        this.job = new JobHours(catalog, model);
        this.staleDays = catalog.policy(PolicyValue.STALE_PRICE_DAYS);
        this.staleRise = catalog.policy(PolicyValue.STALE_PRICE_RISE_SHARE);
    }

    RentedOffers rented() {
        return rented;
    }

    OwnMachines own() {
        return own;
    }

    /** Machines of the person's own, and offers within the day, the providers, the GPUs and the commitment allowed. */
    List<Offer> offers() {
        List<Offer> offers = new ArrayList<>(own.offers());
        offers.addAll(rented.worthPricing());
        return offers;
    }

    /** GPUs of the person's own, those someone rents out under the limits, and those the person named all the same. */
    List<Gpu> gpus() {
        List<Gpu> gpus = new ArrayList<>(own.gpus());
        gpus.addAll(rented.gpus());
        return gpus;
    }

    /** reserves are what rules count on top at offers of some kinds. */
    List<Quote> quotes(List<Plan> plans, List<Offer> offers, List<ReserveFound> reserves) {
        List<Quote> quotes = new ArrayList<>();
        Map<String, List<Offer>> byGpu = offers.stream().collect(Collectors.groupingBy(Offer::gpu));
        for (Plan plan : plans) {
            int each = plan.gpuCount() / plan.nodes();
            for (Offer offer : byGpu.getOrDefault(plan.gpu().id(), List.of())) {
                if (plan.gpu().owned() ? offer.fits(each) : rented.worthQuoting(offer, each)) {
                    quotes.add(quote(plan, offer, reserve(offer, reserves)));
                }
            }
        }
        return quotes;
    }

    private static double reserve(Offer offer, List<ReserveFound> reserves) {
        return reserves.stream()
                .filter(found -> found.commitment() == offer.commitment())
                .mapToDouble(ReserveFound::share)
                .max()
                .orElse(0);
    }

    private Quote quote(Plan plan, Offer offer, double doneOver) {
        Provider provider = release.provider(offer.provider());
        double units = (double) plan.gpuCount() / offer.gpuCount();
        double runs = question.workload().runsPerYear();
        Range jobHours = question.knowledge() == Knowledge.GUIDE ? plan.hours() : job.whole(plan, doneOver);
        double yearlyHours = jobHours.central() * runs;
        double risen = 1 + rise(offer);
        if (offer.usdPerYear() != null) {
            double perMachine = offer.usdPerYear() * units / runs;
            Range perRun = new Range(
                    perMachine * Quote.machines(jobHours.low() * runs),
                    perMachine * Quote.machines(yearlyHours),
                    perMachine * Quote.machines(jobHours.high() * runs));
            perRun = perRun.highTimes(risen);
            double perHour = offer.usdPerYear() * units / Quote.HOURS_PER_YEAR;
            return new Quote(plan, provider, offer, perHour, perRun, jobHours, perRun, yearlyHours);
        }
        double perHour = Objects.requireNonNull(offer.usdPerHour()) * units;
        return new Quote(
                plan,
                provider,
                offer,
                perHour,
                plan.hours().times(perHour).highTimes(risen),
                jobHours,
                jobHours.times(perHour).highTimes(risen),
                yearlyHours);
    }

    /** What a price may have risen by since somebody looked at it; the guide's prices stay as it prints them. */
    double rise(Offer offer) {
        boolean stale = question.asOf().toEpochDay() - offer.looked().toEpochDay() > staleDays;
        return stale && question.knowledge() == Knowledge.EVIDENCE ? staleRise : 0;
    }
}

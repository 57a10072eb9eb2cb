package tunewise.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Market;
import tunewise.catalog.Market.Places;
import tunewise.catalog.Offer;
import tunewise.catalog.Provider;
import tunewise.catalog.Tier;
import tunewise.plan.OffersLeftOut;
import tunewise.plan.OffersLeftOut.Reason;
import tunewise.plan.OtherTier;
import tunewise.plan.PlaceToChoose;
import tunewise.plan.Quote;
import tunewise.question.Knowledge;
import tunewise.question.Question;

/** The offers of the day that a question allows, and what it leaves out. */
final class RentedOffers {
    private static final Comparator<Offer> CHEAPEST =
            Comparator.comparingDouble(Offer::usdPerGpuHour).thenComparing(Offer::id);

    /** Whose libraries the exported installations are for. */
    private static final String USUAL_MAKER = "nvidia";

    private final Question question;
    private final Catalog catalog;
    private final Market market;
    private final Places places;
    private final Map<String, Gpu> gpus = new HashMap<>();
    private final Map<String, Provider> providers = new HashMap<>();
    private final Map<Integer, Set<Offer>> bestOfCount = new HashMap<>();
    private final List<Offer> allowed = new ArrayList<>();
    private final List<Offer> ofOtherTiers = new ArrayList<>();
    private final Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
    private final Map<Reason, TreeSet<String>> names = new EnumMap<>(Reason.class);

    RentedOffers(Question question, Catalog catalog) {
        this.question = question;
        this.catalog = catalog;
        this.market = catalog.market();
        this.places = market.places(question.regions());
        catalog.gpus().forEach(gpu -> gpus.put(gpu.id(), gpu));
        catalog.providers().forEach(provider -> providers.put(provider.id(), provider));
        (byTheGuide() ? catalog.guideOffersOn(question.asOf()) : catalog.offersOn(question.asOf()))
                .stream()
                        .filter(offer -> question.providers().isEmpty()
                                || question.providers().contains(offer.provider()))
                        .filter(offer ->
                                question.gpus().isEmpty() || question.gpus().contains(offer.gpu()))
                        .filter(offer -> !question.excludeGpus().contains(offer.gpu()))
                        .filter(offer -> question.commitment().allows(offer.commitment()))
                        .forEach(this::sort);
    }

    private boolean byTheGuide() {
        return question.knowledge() == Knowledge.GUIDE;
    }

    /** The guide knows neither places nor tiers. */
    private void sort(Offer offer) {
        if (byTheGuide()) {
            allowed.add(offer);
            return;
        }
        String tier = offer.terms().tier();
        Gpu gpu = Objects.requireNonNull(gpus.get(offer.gpu()));
        if (question.gpus().isEmpty() && !gpu.vendor().equals(USUAL_MAKER)) {
            leave(Reason.MAKER, gpu.name());
        } else if (!question.regions().isEmpty() && !places.have(offer) && !places.mayHave(offer)) {
            boolean named = !offer.terms().region().isEmpty();
            leave(named ? Reason.PLACE : Reason.PLACE_UNNAMED, provider(offer));
        } else if (!reliable(offer)) {
            leave(Reason.RELIABILITY, provider(offer));
        } else if (question.tiers().isEmpty()
                ? !market.usual(tier)
                : !question.tiers().contains(tier)) {
            leave(Reason.TIER, market.tier(tier).map(Tier::name).orElse("no tier named"));
            ofOtherTiers.add(offer);
        } else {
            allowed.add(offer);
        }
    }

    /** Where nobody says how long hosts are up, those of data centres are trusted. */
    private boolean reliable(Offer offer) {
        Double least = question.minReliability();
        Double said = offer.terms().reliability();
        return least == null
                || (said == null
                        ? market.tier(offer.terms().tier())
                                .map(Tier::dataCentre)
                                .orElse(false)
                        : said >= least);
    }

    private String provider(Offer offer) {
        return Objects.requireNonNull(providers.get(offer.provider())).name();
    }

    private void leave(Reason reason, String name) {
        counts.merge(reason, 1, Integer::sum);
        names.computeIfAbsent(reason, any -> new TreeSet<>()).add(name);
    }

    /**
     * Those worth pricing. Of the same provider, tier, GPU, number and way of paying only the cheapest is, wherever it
     * stands; and with many GPUs on offer, none that others beat in price, memory and speed at once.
     */
    List<Offer> worthPricing() {
        Map<List<Object>, Offer> cheapest = new LinkedHashMap<>();
        for (Offer offer : allowed) {
            cheapest.merge(
                    List.of(
                            offer.provider(),
                            offer.terms().tier(),
                            offer.gpu(),
                            offer.gpuCount(),
                            offer.mostGpus(),
                            offer.commitment()),
                    offer,
                    (one, other) -> CHEAPEST.compare(one, other) <= 0 ? one : other);
        }
        List<Offer> offers = new ArrayList<>(cheapest.values());
        if (byTheGuide()) {
            return offers;
        }
        Frontier frontier = new Frontier(catalog, question);
        if (!frontier.crowded(offers)) {
            return offers;
        }
        Set<Offer> worth = new LinkedHashSet<>();
        for (int count : catalog.gpuCounts()) {
            List<Offer> best = frontier.of(
                    offers.stream().filter(offer -> offer.fits(count)).toList(), count);
            bestOfCount.put(count, Set.copyOf(best));
            worth.addAll(best);
        }
        offers.stream()
                .filter(offer -> !worth.contains(offer))
                .forEach(offer -> leave(
                        Reason.BEATEN,
                        Objects.requireNonNull(gpus.get(offer.gpu())).name()));
        return List.copyOf(worth);
    }

    /** Whether so many GPUs of one machine are to be rented at this offer. */
    boolean worthQuoting(Offer offer, int each) {
        Set<Offer> best = bestOfCount.get(each);
        return offer.fits(each) && (best == null || best.contains(offer));
    }

    /** Whether it is worth planning with so many of a GPU in one machine; where there are few offers, it always is. */
    boolean worthPlanning(Gpu gpu, int each) {
        Set<Offer> best = bestOfCount.get(each);
        return best == null || best.stream().anyMatch(offer -> offer.gpu().equals(gpu.id()));
    }

    /** What was left out, in the order of the reasons. */
    List<OffersLeftOut> leftOut() {
        List<OffersLeftOut> leftOut = new ArrayList<>();
        counts.forEach((reason, count) -> leftOut.add(
                new OffersLeftOut(reason, count, List.copyOf(names.getOrDefault(reason, new TreeSet<>())))));
        return leftOut;
    }

    /** What a person must know of the place and the tier of the choice. */
    List<Object> about(Quote chosen) {
        return Stream.of(otherTier(chosen), placeToChoose(chosen))
                .flatMap(Optional::stream)
                .map(Object.class::cast)
                .toList();
    }

    private Optional<OtherTier> otherTier(Quote chosen) {
        double usd = chosen.usdPerGpuHour();
        int each = chosen.plan().gpuCount() / chosen.plan().nodes();
        return ofOtherTiers.stream()
                .filter(offer -> offer.gpu().equals(chosen.plan().gpu().id())
                        && offer.commitment() == chosen.offer().commitment()
                        && offer.fits(each)
                        && offer.usdPerGpuHour() < usd)
                .min(CHEAPEST)
                .map(offer -> new OtherTier(
                        market.tier(offer.terms().tier()).map(Tier::name).orElse(""),
                        provider(offer),
                        offer.usdPerGpuHour(),
                        1 - offer.usdPerGpuHour() / usd));
    }

    private Optional<PlaceToChoose> placeToChoose(Quote chosen) {
        Offer offer = chosen.offer();
        return !question.regions().isEmpty() && places.mayHave(offer)
                ? Optional.of(new PlaceToChoose(chosen.provider().name(), places.of(offer.provider())))
                : Optional.empty();
    }
}

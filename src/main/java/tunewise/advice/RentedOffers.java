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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Market;
import tunewise.catalog.Market.Places;
import tunewise.catalog.Offer;
import tunewise.catalog.Tier;
import tunewise.plan.OffersLeftOut;
import tunewise.plan.OffersLeftOut.Reason;
import tunewise.plan.OtherTier;
import tunewise.plan.PlaceToChoose;
import tunewise.plan.Quote;
import tunewise.plan.ReservedPrice;
import tunewise.question.Interconnect;

/** The offers of the day that limits allow, and what they leave out. Not changed once it is made. */
final class RentedOffers {
    private static final Comparator<Offer> CHEAPEST =
            Comparator.comparingDouble(Offer::usdPerGpuHour).thenComparing(Offer::id);

    /** Whose libraries the exported installations are for. */
    private static final String USUAL_MAKER = "nvidia";

    private final MarketLimits limits;
    private final ReleaseMemory release;
    private final Market market;
    private final Places places;
    private final Map<Integer, Set<Offer>> bestOfCount = new HashMap<>();
    private final Map<Integer, Set<String>> gpusOfCount = new HashMap<>();
    private final List<Offer> allowed = new ArrayList<>();
    private final List<Offer> ofOtherTiers = new ArrayList<>();
    private final List<Offer> worthPricing;
    private final List<Gpu> gpus;
    private final List<ReservedPrice> reservedPrices;
    private final Map<Reason, Integer> counts = new EnumMap<>(Reason.class);
    private final Map<Reason, TreeSet<String>> names = new EnumMap<>(Reason.class);
    private final List<OffersLeftOut> leftOut = new ArrayList<>();

    RentedOffers(MarketLimits limits, ReleaseMemory release) {
        this.limits = limits;
        this.release = release;
        Catalog catalog = release.catalog();
        market = catalog.market();
        places = market.places(limits.regions());
        List<Offer> ofTheDay = catalog.offersOn(limits.asOf());
        (limits.guide() ? catalog.guideOffersOn(limits.asOf()) : ofTheDay)
                .stream()
                        .filter(offer -> limits.providers().isEmpty()
                                || limits.providers().contains(offer.provider()))
                        .filter(offer ->
                                limits.gpus().isEmpty() || limits.gpus().contains(offer.gpu()))
                        .filter(offer -> !limits.excludeGpus().contains(offer.gpu()))
                        .filter(offer -> limits.commitment().allows(offer.commitment()))
                        .forEach(this::sort);
        worthPricing = limits.priced() ? List.copyOf(best()) : List.of();
        Set<String> offered = worthPricing.stream().map(Offer::gpu).collect(Collectors.toSet());
        gpus = catalog.gpus().stream()
                .filter(gpu -> limits.gpus().contains(gpu.id()) || offered.contains(gpu.id()))
                .toList();
        reservedPrices = ofTheDay.stream()
                .filter(offer -> offer.usdPerYear() != null)
                .map(offer -> new ReservedPrice(
                        offer.provider(), offer.gpu(), Objects.requireNonNull(offer.usdPerYear()) / offer.gpuCount()))
                .toList();
        counts.forEach((reason, count) -> leftOut.add(
                new OffersLeftOut(reason, count, List.copyOf(names.getOrDefault(reason, new TreeSet<>())))));
    }

    /** The guide knows neither places nor tiers. */
    private void sort(Offer offer) {
        if (limits.guide()) {
            allowed.add(offer);
            return;
        }
        String tier = offer.terms().tier();
        Gpu gpu = release.gpu(offer.gpu());
        if (limits.gpus().isEmpty() && !gpu.vendor().equals(USUAL_MAKER)) {
            leave(Reason.MAKER, gpu.name());
        } else if (!limits.regions().isEmpty() && !places.have(offer) && !places.mayHave(offer)) {
            boolean named = !offer.terms().region().isEmpty();
            leave(named ? Reason.PLACE : Reason.PLACE_UNNAMED, provider(offer));
        } else if (!linked(offer, gpu)) {
            leave(Reason.LINK, provider(offer));
        } else if (!reliable(offer)) {
            leave(Reason.RELIABILITY, provider(offer));
        } else if (limits.tiers().isEmpty()
                ? !market.usual(tier)
                : !limits.tiers().contains(tier)) {
            leave(Reason.TIER, market.tier(tier).map(Tier::name).orElse("no tier named"));
            ofOtherTiers.add(offer);
        } else {
            allowed.add(offer);
        }
    }

    /** Only what somebody says of a machine's network counts; its GPUs tell of NVLink. */
    private boolean linked(Offer offer, Gpu gpu) {
        return limits.interconnect() == null
                || (limits.interconnect() == Interconnect.NVLINK
                        ? gpu.link().fast()
                        : market.fabrics().stream().anyMatch(fabric -> fabric.connects(offer)));
    }

    /** Where nobody says how long hosts are up, those of data centres are trusted. */
    private boolean reliable(Offer offer) {
        Double least = limits.minReliability();
        Double said = offer.terms().reliability();
        return least == null
                || (said == null
                        ? market.tier(offer.terms().tier())
                                .map(Tier::dataCentre)
                                .orElse(false)
                        : said >= least);
    }

    private String provider(Offer offer) {
        return release.provider(offer.provider()).name();
    }

    private void leave(Reason reason, String name) {
        counts.merge(reason, 1, Integer::sum);
        names.computeIfAbsent(reason, any -> new TreeSet<>()).add(name);
    }

    private Set<Offer> best() {
        List<Offer> offers = cheapest();
        Frontier frontier = new Frontier(limits, release);
        if (limits.guide() || !frontier.crowded(offers)) {
            return new LinkedHashSet<>(offers);
        }
        Set<Offer> worth = new LinkedHashSet<>();
        for (int count : release.catalog().gpuCounts()) {
            List<Offer> best = frontier.of(
                    offers.stream().filter(offer -> offer.fits(count)).toList(), count);
            bestOfCount.put(count, Set.copyOf(best));
            gpusOfCount.put(count, best.stream().map(Offer::gpu).collect(Collectors.toUnmodifiableSet()));
            worth.addAll(best);
        }
        offers.stream()
                .filter(offer -> !worth.contains(offer))
                .forEach(offer -> leave(Reason.BEATEN, release.gpu(offer.gpu()).name()));
        return worth;
    }

    private List<Offer> cheapest() {
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
        return List.copyOf(cheapest.values());
    }

    /**
     * Those worth pricing. Of the same provider, tier, GPU, number and way of paying only the cheapest is, wherever it
     * stands; and with many GPUs on offer, none that others beat in price, memory and speed at once.
     */
    List<Offer> worthPricing() {
        return worthPricing;
    }

    /** GPUs of the catalog that someone rents out under the limits, and those that were named all the same. */
    List<Gpu> gpus() {
        return gpus;
    }

    /** What GPUs cost by the year on the day, under whatever limits. */
    List<ReservedPrice> reservedPrices() {
        return reservedPrices;
    }

    /** Whether so many GPUs of one machine are to be rented at this offer. */
    boolean worthQuoting(Offer offer, int each) {
        Set<Offer> best = bestOfCount.get(each);
        return offer.fits(each) && (best == null || best.contains(offer));
    }

    /** Whether it is worth planning with so many of a GPU in one machine; where there are few offers, it always is. */
    boolean worthPlanning(Gpu gpu, int each) {
        Set<String> best = gpusOfCount.get(each);
        return best == null || best.contains(gpu.id());
    }

    /** What was left out, in the order of the reasons. */
    List<OffersLeftOut> leftOut() {
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
        return !limits.regions().isEmpty() && places.mayHave(offer)
                ? Optional.of(new PlaceToChoose(chosen.provider().name(), places.of(offer.provider())))
                : Optional.empty();
    }
}

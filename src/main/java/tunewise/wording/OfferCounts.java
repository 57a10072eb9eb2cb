package tunewise.wording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Offer;
import tunewise.catalog.Provider;
import tunewise.catalog.Tier;

/**
 * How many offers there are, by what people tell them apart by.
 *
 * @param offers all of them
 * @param groups by heading: each name with its count, in alphabetical order
 */
public record OfferCounts(int offers, Map<String, Map<String, Integer>> groups) {

    /** Counts some offers of a catalog by provider, GPU, tier and the day of their price. */
    public static OfferCounts of(Catalog catalog, List<Offer> offers) {
        Map<String, Map<String, Integer>> groups = new LinkedHashMap<>();
        groups.put("By provider", count(offers, offer -> catalog.provider(offer.provider())
                .map(Provider::name)
                .orElse(offer.provider())));
        groups.put(
                "By GPU",
                count(offers, offer -> catalog.gpu(offer.gpu()).map(Gpu::name).orElse(offer.gpu())));
        groups.put("By tier", count(offers, offer -> catalog.market()
                .tier(offer.terms().tier())
                .map(Tier::name)
                .orElse("no tier named")));
        groups.put("By day of the price", count(offers, offer -> offer.looked().toString()));
        return new OfferCounts(offers.size(), groups);
    }

    private static Map<String, Integer> count(List<Offer> offers, Function<Offer, String> name) {
        Map<String, Integer> counts = new TreeMap<>();
        offers.forEach(offer -> counts.merge(name.apply(offer), 1, Integer::sum));
        return counts;
    }
}

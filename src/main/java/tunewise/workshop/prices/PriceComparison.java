package tunewise.workshop.prices;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Offer;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.Provider;
import tunewise.catalog.Region;
import tunewise.question.Commitment;
import tunewise.text.Figures;
import tunewise.workshop.prices.LeftOut.Why;
import tunewise.workshop.prices.PriceChange.Kind;

/** One list against one catalog. */
final class PriceComparison {
    /** Prices that differ by less are the same, written with other digits. */
    private static final double SAME = 0.0005;

    private static final int MOST_GPUS = 1_000;

    /** Places differ in their numbers only, of which the longer is the later. */
    private static final Comparator<LeftOut> READING_ORDER =
            Comparator.comparing((LeftOut row) -> row.place().length()).thenComparing(LeftOut::place);

    private final PriceList list;
    private final Catalog catalog;
    private final PricePreview.Wishes wishes;
    private final ListedNameLookup names;
    private final double least;
    private final double most;
    private final Map<Key, List<ListedPrice>> listed = new TreeMap<>();
    private final Map<String, String> titles = new TreeMap<>();
    private final Set<String> unsure = new HashSet<>();
    private final List<LeftOut> leftOut;
    private final List<PriceChange> changes = new ArrayList<>();

    PriceComparison(PriceList list, Catalog catalog, PricePreview.Wishes wishes) {
        this.list = list;
        this.catalog = catalog;
        this.wishes = wishes;
        this.names = new ListedNameLookup(catalog);
        this.least = catalog.policy(PolicyValue.LISTED_USD_LEAST);
        this.most = catalog.policy(PolicyValue.LISTED_USD_MOST);
        this.leftOut = new ArrayList<>(list.leftOut());
    }

    PricePreview preview() {
        for (ListedPrice listing : list.listings()) {
            try {
                sort(listing);
            } catch (RowRefused refused) {
                leftOut.add(refused.at(listing.place()));
            }
        }
        listed.forEach(this::compare);
        findGone();
        changes.sort(Comparator.comparing(PriceChange::kind)
                .thenComparing(PriceChange::provider)
                .thenComparing(PriceChange::gpu)
                .thenComparing(PriceChange::commitment)
                .thenComparing(PriceChange::gpuCount));
        leftOut.sort(READING_ORDER);
        return new PricePreview(list, wishes, changes, leftOut);
    }

    private void sort(ListedPrice listing) {
        String provider = names.providerId(listing.provider());
        Gpu gpu = names.gpu(listing);
        try {
            check(listing, provider);
        } catch (RowRefused refused) {
            unsure.add(provider + "/" + gpu.id());
            throw refused;
        }
        titles.put(
                provider,
                catalog.provider(provider).map(Provider::name).orElseGet(() -> names.title(listing.provider())));
        listed.computeIfAbsent(
                        new Key(
                                provider,
                                gpu.id(),
                                listing.commitment(),
                                (int) listing.gpuCount(),
                                tier(listing, provider, gpu.id()),
                                region(listing, provider)),
                        any -> new ArrayList<>())
                .add(listing);
    }

    /** Catalogs from before there were tiers tell none apart. */
    private String tier(ListedPrice listing, String provider, String gpu) {
        Optional<String> known = catalog.offers().stream()
                .filter(offer -> offer.provider().equals(provider)
                        && offer.gpu().equals(gpu)
                        && offer.commitment() == listing.commitment()
                        && offer.validOn(seen(listing)))
                .min(Comparator.comparingDouble(Offer::usdPerGpuHour))
                .map(offer -> offer.terms().tier());
        return catalog.market().tiers().isEmpty() ? "" : listing.tier(provider, known);
    }

    /** The id of the region, where the catalog has it. */
    private String region(ListedPrice listing, String provider) {
        String id = provider + "-" + Region.typed(listing.region());
        return catalog.market().region(id).map(Region::id).orElse("");
    }

    private void check(ListedPrice listing, String provider) {
        if (listing.gpuCount() != Math.rint(listing.gpuCount()) || listing.gpuCount() > MOST_GPUS) {
            throw new RowRefused(
                    Why.SHARED_GPU,
                    listing.instance() + " has " + Numbers.plain(listing.gpuCount()) + " of " + listing.gpu() + ".",
                    "Maybe it is a share of a card, which is not enough to train on.");
        }
        double usd = listing.usdPerGpuHour();
        if (usd < least || usd > most) {
            throw RowRefused.faulty(
                    "$" + Numbers.plain(Math.rint(usd * 10_000) / 10_000) + " an hour of one " + listing.gpu()
                            + " is not between $" + Numbers.plain(least) + " and $" + Numbers.plain(most) + ".",
                    "Maybe it is in cents, or of the whole machine, or by the month.");
        }
        if (!within(listing.region(), wishes.region()) || !within(listing.instance(), wishes.instance())) {
            throw new RowRefused(
                    Why.NOT_ASKED, listing.instance() + " in '" + listing.region() + "' was not asked for.", "");
        }
        if (provider.isEmpty()) {
            throw RowRefused.faulty("the provider is blank.", "Maybe --provider says whose prices these are.");
        }
        if (catalog.provider(provider).isEmpty() && !wishes.addProviders()) {
            throw new RowRefused(
                    Why.UNKNOWN_PROVIDER,
                    "provider '" + listing.provider() + "' is not in providers.csv.",
                    "Maybe it is to be added to the catalog with its prices.");
        }
        if (seen(listing).isAfter(wishes.day())) {
            throw RowRefused.faulty(
                    "the price was seen on " + seen(listing) + ", after " + wishes.day() + ".",
                    "Maybe the year slipped.");
        }
    }

    private static boolean within(String text, @Nullable String part) {
        return part == null || text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private LocalDate seen(ListedPrice listing) {
        return listing.seen() == null ? wishes.day() : listing.seen();
    }

    private void compare(Key key, List<ListedPrice> all) {
        ListedPrice best =
                all.stream().min(Comparator.comparing(ListedPrice::usdPerHour)).orElseThrow();
        ListedPrice dearest =
                all.stream().max(Comparator.comparing(ListedPrice::usdPerHour)).orElseThrow();
        LocalDate seen = seen(best);
        Offer newer = catalog.offers().stream()
                .filter(offer -> Key.of(offer).equals(key))
                .filter(offer ->
                        offer.validFrom().isAfter(seen) || offer.looked().isAfter(seen))
                .findFirst()
                .orElse(null);
        if (newer != null) {
            unsure.add(key.provider() + "/" + key.gpu());
            leftOut.add(new LeftOut(
                    best.place(),
                    Why.OVERTAKEN,
                    "the price is of " + seen + ", and that of '" + newer.id() + "' was looked at on " + newer.looked()
                            + ".",
                    "Maybe the list is an older one, or its date was not given."));
            return;
        }
        Offer before = catalog.offers().stream()
                .filter(offer -> Key.of(offer).equals(key) && offer.validOn(seen))
                .findFirst()
                .orElse(null);
        changes.add(change(kind(before, best), key, before, best, all.size(), dearest));
    }

    private static Kind kind(@Nullable Offer before, ListedPrice best) {
        if (before == null) {
            return Kind.NEW;
        }
        double was = PriceChange.usdPerHour(before);
        if (Math.abs(best.usdPerHour() - was) <= SAME * was) {
            return Kind.UNCHANGED;
        }
        return best.usdPerHour() > was ? Kind.DEARER : Kind.CHEAPER;
    }

    /** An offer is gone when the list has its provider's prices of that kind, but not this one. */
    private void findGone() {
        Set<String> covered = new HashSet<>();
        listed.keySet().forEach(key -> covered.add(key.provider() + "/" + key.commitment()));
        catalog.offers().stream()
                .filter(offer -> offer.validOn(wishes.day()) && !offer.looked().isAfter(wishes.day()))
                .filter(offer -> covered.contains(offer.provider() + "/" + offer.commitment()))
                .filter(offer -> !listed.containsKey(Key.of(offer)))
                .filter(offer -> !unsure.contains(offer.provider() + "/" + offer.gpu()))
                .forEach(offer -> changes.add(change(Kind.GONE, Key.of(offer), offer, null, 0, null)));
    }

    private PriceChange change(
            Kind kind,
            Key key,
            @Nullable Offer before,
            @Nullable ListedPrice best,
            int listings,
            @Nullable ListedPrice dearest) {
        return new PriceChange(
                kind,
                key.provider(),
                titles.getOrDefault(
                        key.provider(),
                        catalog.provider(key.provider()).map(Provider::name).orElse(key.provider())),
                key.gpu(),
                catalog.gpu(key.gpu()).map(Gpu::name).orElse(key.gpu()),
                key.commitment(),
                key.gpuCount(),
                key.tier(),
                key.region(),
                before,
                best,
                listings,
                dearest == null ? 0 : dearest.usdPerHour(),
                best == null || dearest == null ? "" : note(best, listings, dearest));
    }

    private String note(ListedPrice best, int listings, ListedPrice dearest) {
        String where = where(best);
        if (listings == 1) {
            return where;
        }
        String others = where + ", the cheapest of " + listings;
        return dearest.usdPerHour() <= best.usdPerHour() * (1 + SAME)
                ? others
                : others + "; the dearest, " + where(dearest) + ", asks $" + Figures.plain(dearest.usdPerHour(), 2);
    }

    private String where(ListedPrice listing) {
        String where = Stream.of(listing.instance(), listing.region())
                .map(part -> part.replaceAll("\\s+", " ").replaceAll("^[=+@, ]+", ""))
                .filter(part -> !part.isBlank())
                .reduce((instance, region) -> instance + " in " + region)
                .orElse("as listed in " + list.fileName());
        return Numbers.shortened(where);
    }

    /** Two listings with the same key are of the same offer. */
    private record Key(String provider, String gpu, Commitment commitment, int gpuCount, String tier, String region)
            implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::provider)
                .thenComparing(Key::gpu)
                .thenComparing(Key::commitment)
                .thenComparing(Key::gpuCount)
                .thenComparing(Key::tier)
                .thenComparing(Key::region);

        static Key of(Offer offer) {
            return new Key(
                    offer.provider(),
                    offer.gpu(),
                    offer.commitment(),
                    offer.gpuCount(),
                    offer.terms().tier(),
                    offer.terms().region());
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}

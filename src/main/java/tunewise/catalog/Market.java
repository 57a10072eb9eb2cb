package tunewise.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How and where machines are rented out. */
public record Market(List<Tier> tiers, List<Region> regions, List<Grid> grids, List<Fabric> fabrics) {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** Of releases from before there were tiers and regions. */
    public static final Market NONE = new Market(List.of(), List.of(), List.of(), List.of());

    public Market {
        tiers = List.copyOf(tiers);
        regions = List.copyOf(regions);
        grids = List.copyOf(grids);
        fabrics = List.copyOf(fabrics);
    }

    public Optional<Tier> tier(String id) {
        return tiers.stream().filter(tier -> tier.id().equals(id)).findFirst();
    }

    /** Whether offers of a tier are taken unless something else is said; where nobody tells tiers apart, all are. */
    public boolean usual(String tier) {
        return tier(tier).map(Tier::usual).orElse(true);
    }

    public Optional<Region> region(String id) {
        return regions.stream().filter(region -> region.id().equals(id)).findFirst();
    }

    /** The grid that a region hangs on; empty where it lies in several countries, or nobody says. */
    public Optional<Grid> grid(Region region) {
        return region.countries().size() != 1
                ? Optional.empty()
                : grids.stream()
                        .filter(grid ->
                                grid.id().equalsIgnoreCase(region.countries().get(0)))
                        .findFirst();
    }

    /** All places that a question may name: regions by their names, countries by their codes, groups of countries. */
    public Set<String> placeNames() {
        Set<String> names = new TreeSet<>();
        for (Region region : regions) {
            names.add(region.group() ? region.id() : region.typed());
        }
        COUNTRIES.forEach(country -> names.add(country.toLowerCase(Locale.ROOT)));
        return names;
    }

    /** The place that is meant by what somebody wrote: "EU", "Germany", "West Europe"; empty where nothing is called so. */
    public Optional<String> placeNamed(String written) {
        String typed = Region.typed(written);
        String joined = typed.replace("-", "");
        return placeNames().stream()
                .filter(name -> name.equals(typed) || name.equals(joined))
                .findFirst()
                .or(() -> regions.stream()
                        .filter(region -> region.group() && region.typed().equals(typed))
                        .map(Region::id)
                        .findFirst())
                .or(() -> COUNTRIES.stream()
                        .filter(code -> Region.typed(new Locale("", code).getDisplayCountry(Locale.ENGLISH))
                                .equals(typed))
                        .map(code -> code.toLowerCase(Locale.ROOT))
                        .findFirst());
    }

    /** The places asked for, ready to compare offers with. */
    public Places places(List<String> asked) {
        return new Places(this, asked);
    }

    /** Where machines may stand. */
    public static final class Places {
        private final Set<String> names;
        private final List<Set<String>> countries = new ArrayList<>();
        private final Map<String, Region> regions;
        private final Set<String> providers = new TreeSet<>();

        private Places(Market market, List<String> asked) {
            names = Set.copyOf(asked);
            for (String name : asked) {
                market.region(name)
                        .filter(Region::group)
                        .map(group -> Set.copyOf(group.countries()))
                        .or(() -> Optional.of(name.toUpperCase(Locale.ROOT))
                                .filter(COUNTRIES::contains)
                                .map(Set::of))
                        .ifPresent(countries::add);
            }
            // Those who ask for no place are not kept waiting for all of them.
            regions = (asked.isEmpty() ? List.<Region>of() : market.regions())
                    .stream()
                            .filter(region -> !region.group())
                            .collect(Collectors.toMap(Region::id, Function.identity()));
            regions.values().stream().filter(this::have).forEach(region -> providers.add(region.provider()));
        }

        /** Whether an offer stands in one of them. */
        public boolean have(Offer offer) {
            Region region = regions.get(offer.terms().region());
            return region != null && have(region);
        }

        /** Whether a region is one of them, or lies in them with all that belongs to it. */
        public boolean have(Region region) {
            return names.contains(region.typed())
                    || names.contains(region.id())
                    || (!region.countries().isEmpty()
                            && countries.stream().anyMatch(some -> some.containsAll(region.countries())));
        }

        /** Whether the provider of an offer that names no place has machines in one of them. */
        public boolean mayHave(Offer offer) {
            return offer.terms().region().isEmpty() && providers.contains(offer.provider());
        }

        /** The names of a provider's regions in them. */
        public List<String> of(String provider) {
            return regions.values().stream()
                    .filter(region -> region.provider().equals(provider) && have(region))
                    .map(Region::name)
                    .sorted()
                    .toList();
        }
    }
}

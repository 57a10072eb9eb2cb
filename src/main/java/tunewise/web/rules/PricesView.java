package tunewise.web.rules;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Offer;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.Provider;
import tunewise.catalog.Tier;
import tunewise.question.Commitment;
import tunewise.training.Objective;
import tunewise.web.page.ListFilter;
import tunewise.wording.ChoiceText;
import tunewise.wording.DisplayText;
import tunewise.wording.ManagedText;
import tunewise.wording.OfferCounts;
import tunewise.workshop.prices.LastPriceUpdate.Round;

/**
 * The offers of a day as a list that can be filtered, with the cheapest of each GPU drawn as a bar.
 *
 * @param found how many offers pass the filters, and which of them these rows are
 * @param moreGpus GPUs that have an offer and no bar
 * @param before the page before this one; null on the first
 * @param after the page after this one; null on the last
 */
public record PricesView(
        List<ListFilter> filters,
        List<Bar> bars,
        int moreGpus,
        List<Row> rows,
        String found,
        @Nullable String before,
        @Nullable String after,
        long staleDays,
        OfferCounts counts,
        List<ManagedRow> managed,
        @Nullable Round update) {
    private static final int MOST_ROWS = 20;
    private static final int MOST_BARS = 8;
    private static final int BAR_WIDTH = 160;
    private static final List<String> FILTERS = List.of("gpu", "provider", "tier", "place", "commitment");

    /** The cheapest offer of a GPU; work is the price of 10^18 operations, empty where nobody measured its rate. */
    record Bar(String gpu, String price, int width, String from, String looked, String work, int workWidth) {}

    /** A provider that trains for others at a price a token. */
    record ManagedRow(
            String provider, String page, String models, String trains, String aim, String price, LocalDate looked) {}

    /** An offer that holds. */
    record Row(
            String gpu,
            int gpuCount,
            String provider,
            String page,
            String tier,
            String place,
            String machine,
            String commitment,
            String gpuHour,
            String work,
            LocalDate looked,
            long ageDays,
            boolean stale) {}

    /** Those that the address asks for. */
    public static PricesView of(
            Catalog catalog, LocalDate today, Map<String, List<String>> asked, Optional<Round> update) {
        return new Reading(catalog, today, asked).view(update.orElse(null));
    }

    /** When price lists were last imported. */
    String updated() {
        return update == null ? "" : DisplayText.minute(update.at());
    }

    /** One reading of one catalog. */
    private static final class Reading {
        private final Catalog catalog;
        private final LocalDate today;
        private final Map<String, List<String>> asked;
        private final Map<String, Gpu> gpus = new LinkedHashMap<>();
        private final Map<String, Provider> providers = new LinkedHashMap<>();
        private final List<Offer> offers;
        private final long staleDays;

        Reading(Catalog catalog, LocalDate today, Map<String, List<String>> asked) {
            this.catalog = catalog;
            this.today = today;
            this.asked = asked;
            catalog.gpus().forEach(gpu -> gpus.put(gpu.id(), gpu));
            catalog.providers().forEach(provider -> providers.put(provider.id(), provider));
            offers = catalog.offersOn(today);
            staleDays = Math.round(catalog.policy(PolicyValue.STALE_PRICE_DAYS));
        }

        PricesView view(@Nullable Round update) {
            List<Offer> passing = offers.stream()
                    .filter(offer -> passes("gpu", offer.gpu())
                            && passes("provider", offer.provider())
                            && passes("tier", offer.terms().tier())
                            && passes("place", country(offer))
                            && passes("commitment", offer.commitment().id()))
                    .sorted(Comparator.comparingDouble(Offer::usdPerGpuHour).thenComparing(Offer::id))
                    .toList();
            int first = Math.min(first(), Math.max(0, passing.size() - 1)) / MOST_ROWS * MOST_ROWS;
            int end = Math.min(first + MOST_ROWS, passing.size());
            List<Bar> bars = bars(passing);
            return new PricesView(
                    filters(),
                    bars,
                    (int) passing.stream().map(Offer::gpu).distinct().count() - bars.size(),
                    passing.subList(first, end).stream().map(this::row).toList(),
                    found(first, end, passing.size()),
                    first == 0 ? null : address(first - MOST_ROWS),
                    end == passing.size() ? null : address(end),
                    staleDays,
                    OfferCounts.of(catalog, passing),
                    managed(),
                    update);
        }

        private int first() {
            String first = chosen("first");
            return first.matches("\\d{1,6}") ? Integer.parseInt(first) : 0;
        }

        private static String found(int first, int end, int all) {
            String offers = all == 1 ? "1 offer" : String.format(Locale.US, "%,d offers", all);
            return all <= MOST_ROWS ? offers : offers + ", here " + (first + 1) + " to " + end;
        }

        /** The same filters with the list from another place on. */
        private String address(int first) {
            return "/prices?"
                    + Stream.concat(
                                    FILTERS.stream()
                                            .filter(name -> !chosen(name).isEmpty())
                                            .map(name -> name + "="
                                                    + URLEncoder.encode(chosen(name), StandardCharsets.UTF_8)),
                                    Stream.of("first=" + first))
                            .collect(Collectors.joining("&"))
                    + "#offers";
        }

        private boolean passes(String filter, String value) {
            String chosen = chosen(filter);
            return chosen.isEmpty() || chosen.equals(value);
        }

        private String chosen(String filter) {
            return ListFilter.chosen(filter, asked);
        }

        private List<ListFilter> filters() {
            return List.of(
                    filter("gpu", "GPU", Offer::gpu, this::gpuName),
                    filter("provider", "Provider", Offer::provider, this::providerName),
                    filter("tier", "Tier", offer -> offer.terms().tier(), this::tierName),
                    filter("place", "Country", this::country, PricesView::countryName),
                    filter("commitment", "Billing", offer -> offer.commitment().id(), PricesView::commitmentName));
        }

        private ListFilter filter(
                String name, String label, Function<Offer, String> value, UnaryOperator<String> words) {
            return ListFilter.of(
                    name, label, offers.stream().map(value).distinct().toList(), words, asked);
        }

        private List<Bar> bars(List<Offer> passing) {
            Map<String, Offer> cheapest = new LinkedHashMap<>();
            passing.forEach(offer -> cheapest.putIfAbsent(offer.gpu(), offer));
            List<Offer> drawn = cheapest.values().stream().limit(MOST_BARS).toList();
            double most = drawn.stream().mapToDouble(Offer::usdPerGpuHour).max().orElse(1);
            double mostWork = drawn.stream()
                    .mapToDouble(offer -> usdOfWork(offer).orElse(0))
                    .max()
                    .orElse(1);
            return drawn.stream()
                    .map(offer -> new Bar(
                            gpuName(offer.gpu()),
                            DisplayText.dollars(offer.usdPerGpuHour()),
                            width(offer.usdPerGpuHour() / most),
                            providerName(offer.provider()),
                            offer.looked().toString(),
                            work(offer),
                            width(usdOfWork(offer).orElse(0) / mostWork)))
                    .toList();
        }

        private static int width(double share) {
            return (int) Math.max(2, Math.round(BAR_WIDTH * share));
        }

        private List<ManagedRow> managed() {
            return catalog.managed().stream()
                    .filter(offer -> offer.validOn(today) && passes("provider", offer.provider()))
                    .map(offer -> new ManagedRow(
                            providerName(offer.provider()),
                            offer.page(),
                            ManagedText.models(offer, catalog),
                            ManagedText.methods(offer.methods()),
                            String.join(
                                    ", ",
                                    offer.objectives().stream()
                                            .map(Objective::label)
                                            .toList()),
                            ManagedText.price(offer.usdPerMillion(), offer.usdPerMillionMost()),
                            offer.looked()))
                    .toList();
        }

        private Row row(Offer offer) {
            long age = ChronoUnit.DAYS.between(offer.looked(), today);
            return new Row(
                    gpuName(offer.gpu()),
                    offer.gpuCount(),
                    providerName(offer.provider()),
                    page(offer.provider()),
                    tierName(offer.terms().tier()),
                    offer.terms().place(),
                    machine(offer),
                    commitmentName(offer.commitment().id()),
                    DisplayText.dollars(offer.usdPerGpuHour()),
                    work(offer),
                    offer.looked(),
                    age,
                    age > staleDays);
        }

        private String work(Offer offer) {
            OptionalDouble usd = usdOfWork(offer);
            return usd.isEmpty() ? "" : DisplayText.dollars(usd.getAsDouble());
        }

        /** Dollars of 10^18 floating-point operations at its measured matmul rate; empty where nobody measured one. */
        private OptionalDouble usdOfWork(Offer offer) {
            Gpu gpu = gpus.get(offer.gpu());
            Double tflops = gpu == null ? null : gpu.supportsBf16() ? gpu.measuredTflops() : gpu.measuredFp16Tflops();
            return tflops == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(offer.usdPerGpuHour() / tflops / 3600 * 1e6);
        }

        private static String machine(Offer offer) {
            return Stream.of(
                            offer.terms().instance(),
                            offer.terms().interconnect(),
                            figure(offer.terms().vcpus(), "vCPUs"),
                            figure(offer.terms().hostMemoryGib(), "GiB"))
                    .filter(part -> !part.isEmpty())
                    .reduce((one, other) -> one + ", " + other)
                    .orElse("");
        }

        private static String figure(@Nullable Number number, String unit) {
            return number == null ? "" : String.format(Locale.US, "%,.0f %s", number.doubleValue(), unit);
        }

        private String country(Offer offer) {
            return catalog.market()
                    .region(offer.terms().region())
                    .filter(region -> region.countries().size() == 1)
                    .map(region -> region.countries().get(0))
                    .orElse("");
        }

        private String gpuName(String id) {
            Gpu gpu = gpus.get(id);
            return gpu == null ? id : gpu.name();
        }

        private String providerName(String id) {
            Provider provider = providers.get(id);
            return provider == null ? id : provider.name();
        }

        private String page(String id) {
            Provider provider = providers.get(id);
            return provider == null ? "" : provider.page();
        }

        private String tierName(String id) {
            return catalog.market().tier(id).map(Tier::name).orElse(id);
        }
    }

    private static String countryName(String code) {
        return new Locale("", code).getDisplayCountry(Locale.ENGLISH);
    }

    private static String commitmentName(String id) {
        return Stream.of(Commitment.values())
                .filter(commitment -> commitment.id().equals(id))
                .map(ChoiceText::commitment)
                .findFirst()
                .orElse(id);
    }
}

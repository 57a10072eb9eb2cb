package tunewise.catalog;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that exists, as one checked whole: no dangling reference, no overlap of dates. Lists are sorted by id. */
public record Catalog(
        List<Model> models,
        Map<String, String> aliases,
        List<NearName> nearNames,
        List<Gpu> gpus,
        List<Provider> providers,
        List<Offer> offers,
        List<Discount> discounts,
        List<ManagedOffer> managed,
        Market market,
        ListedNames listedNames,
        List<SizeClass> sizeClasses,
        List<Threshold> thresholds,
        List<Speed> speeds,
        List<Scaling> scalings,
        List<Quality> qualities,
        List<Technique> techniques,
        List<Pick> picks,
        List<Policy> policies,
        List<Stack> stacks,
        List<ModellingCode> modellingCode,
        Map<EstimatorCoefficient, Coefficient> coefficients,
        List<TaskRank> taskRanks,
        List<TaskQuality> taskQualities,
        List<BaseQuality> baseQualities,
        List<PublishedRun> publishedRuns,
        List<Recipe> recipes,
        List<GpuName> gpuNames,
        TrainerFacts trainers,
        List<Stake> stakes,
        Map<String, Source> sources) {

    /** A name people type for a model that does not exist, and what to offer instead (catalog ids). */
    public record NearName(String name, List<String> suggestions, String why) {}

    public Optional<Gpu> gpu(String id) {
        return gpus.stream().filter(gpu -> gpu.id().equals(id)).findFirst();
    }

    public Optional<Provider> provider(String id) {
        return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }

    /** What a tool calls a GPU of a provider; empty where it does not rent that out. */
    public Optional<GpuName> gpuName(GpuName.Tool tool, String provider, String gpu) {
        return gpuNames.stream()
                .filter(name -> name.tool() == tool
                        && name.provider().equals(provider)
                        && name.gpu().equals(gpu))
                .findFirst();
    }

    /** Prices of a day, with what somebody pays less by a discount of their own. */
    public List<Offer> offersOn(LocalDate day) {
        return offers.stream()
                .filter(offer -> offer.validOn(day))
                .map(offer -> discount(offer, day).map(offer::discountedBy).orElse(offer))
                .toList();
    }

    /** The guide's own offers as they were printed, from the day they began; all of the day where there are none. */
    public List<Offer> guideOffersOn(LocalDate day) {
        List<Offer> printed = offers.stream()
                .filter(offer -> offer.ofTheGuide() && !day.isBefore(offer.validFrom()))
                .map(offer -> discount(offer, day).map(offer::discountedBy).orElse(offer))
                .toList();
        return printed.isEmpty() || market.tiers().isEmpty() ? offersOn(day) : printed;
    }

    /** Of two discounts that of the one GPU counts. */
    private Optional<Discount> discount(Offer offer, LocalDate day) {
        return discounts.isEmpty()
                ? Optional.empty()
                : discounts.stream()
                        .filter(discount -> discount.validOn(day) && discount.isOf(offer))
                        .max(Comparator.comparing(discount -> discount.gpu() != null));
    }

    /** The figure of a policy value; the reader refuses a catalog without it. */
    public double policy(PolicyValue wanted) {
        return policies.stream()
                .filter(policy -> policy.id().equals(wanted.id()))
                .findFirst()
                .map(Policy::value)
                .orElseThrow(() -> new IllegalStateException("policy.csv has no '" + wanted.id() + "'"));
    }

    /** How many GPUs of one type set-ups are planned for: those that {@code scaling.csv} tells of. */
    public List<Integer> gpuCounts() {
        return scalings.stream().map(Scaling::gpuCount).toList();
    }

    public Optional<Stack> stack(String id) {
        return stacks.stream().filter(stack -> stack.id().equals(id)).findFirst();
    }
}

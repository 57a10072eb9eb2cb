package tunewise.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tunewise.catalog.Catalog;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.Gpu;
import tunewise.catalog.Offer;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.Provider;
import tunewise.question.Commitment;
import tunewise.question.Question;
import tunewise.question.Reliability;

/**
 * Leaves out offers that cannot come first, before any of their plans is sized: others have a GPU that holds as much
 * and works as fast, in the same number, for no more money. Offers of a provider that something is preferred for give
 * way to its own, and to others that are far cheaper.
 */
final class Frontier {
    /** What differs by less is as good: sizes of one kind by other names, and bandwidth, which seldom binds training. */
    private static final double AS_LARGE = 0.97;

    private static final double AS_WIDE = 0.85;

    /** So much dearer, no preference among near ties brings an offer up. */
    private static final double FAR_CHEAPER = 0.8;

    private final boolean reliable;
    private final Map<String, Gpu> gpus = new HashMap<>();
    private final Map<String, Provider.Role> roles = new HashMap<>();
    private final int fewGpus;
    private final boolean named;
    private final double datasheetShare;

    Frontier(Catalog catalog, Question question) {
        catalog.gpus().forEach(gpu -> gpus.put(gpu.id(), gpu));
        catalog.providers().forEach(provider -> roles.put(provider.id(), provider.role()));
        fewGpus = (int) catalog.policy(PolicyValue.GPUS_PLANNED_ANYHOW);
        reliable = question.reliability() == Reliability.HIGH;
        named = !question.gpus().isEmpty();
        datasheetShare = Objects.requireNonNull(catalog.coefficients().get(EstimatorCoefficient.DATASHEET_SHARE))
                .value();
    }

    /** Whether there is more on offer than can be planned with. */
    boolean crowded(List<Offer> offers) {
        return !named && offers.stream().map(Offer::gpu).distinct().count() > fewGpus;
    }

    /** Of offers that so many GPUs can be rented at, those that no other beats, cheapest first. */
    List<Offer> of(List<Offer> offers, int gpuCount) {
        boolean alone = gpuCount == 1;
        List<Offer> byPrice = offers.stream()
                .sorted(Comparator.comparingDouble(Offer::usdPerGpuHour).thenComparing(Offer::id))
                .toList();
        List<Offer> left = new ArrayList<>();
        for (Offer offer : byPrice) {
            if (left.stream().noneMatch(other -> beats(other, offer, alone))) {
                left.add(offer);
            }
        }
        return left;
    }

    private Gpu gpu(Offer offer) {
        return Objects.requireNonNull(gpus.get(offer.gpu()));
    }

    private boolean beats(Offer one, Offer other, boolean alone) {
        double usd = one.usdPerGpuHour();
        double otherUsd = other.usdPerGpuHour();
        if (usd > otherUsd || !mayReplace(one, other)) {
            return false;
        }
        Gpu gpu = gpu(one);
        Gpu otherGpu = gpu(other);
        boolean same = gpu.id().equals(otherGpu.id());
        return (same || asGood(gpu, otherGpu, alone))
                && (usd < otherUsd || !same || one.id().compareTo(other.id()) < 0);
    }

    /** A preference for a provider may bring its offer up, and a spot machine is another thing. */
    private boolean mayReplace(Offer one, Offer other) {
        boolean preferred = roles.get(other.provider()) != Provider.Role.OTHER;
        boolean far = !reliable && one.usdPerGpuHour() <= FAR_CHEAPER * other.usdPerGpuHour();
        return (!preferred || far || one.provider().equals(other.provider()))
                && (one.commitment() == other.commitment() || one.commitment() == Commitment.ON_DEMAND);
    }

    private boolean asGood(Gpu one, Gpu other, boolean alone) {
        return one.usableGib() >= AS_LARGE * other.usableGib()
                && one.bandwidthGbS() >= AS_WIDE * other.bandwidthGbS()
                && rate(one) >= rate(other)
                && one.vendor().equals(other.vendor())
                && one.host().equals(other.host())
                && !one.untrainable()
                && (one.supportsBf16() || !other.supportsBf16())
                && (one.supportsFlashAttention() || !other.supportsFlashAttention())
                && (one.link().fast() || !other.link().fast() || alone);
    }

    private double rate(Gpu gpu) {
        Double inBf16 = gpu.matmulTflops(false, datasheetShare);
        return inBf16 == null ? Objects.requireNonNullElse(gpu.matmulTflops(true, datasheetShare), 0.0) : inBf16;
    }
}

package tunewise.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import tunewise.catalog.Catalog;
import tunewise.catalog.EstimatorCoefficient;
import tunewise.catalog.Gpu;
import tunewise.catalog.Offer;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.Provider;
import tunewise.question.Commitment;

/**
 * Leaves out offers that cannot come first, before any of their plans is sized: others have a GPU that holds as much
 * and works as fast, in the same number, for no more money. Offers of a provider that something is preferred for give
 * way to its own, and to others that are far cheaper.
 */
final class Frontier {
    private final ReleaseMemory release;
    private final boolean reliable;
    private final boolean named;
    private final int fewGpus;
    private final double datasheetShare;
    private final double asLarge;
    private final double asWide;
    private final double farCheaper;

    Frontier(MarketLimits limits, ReleaseMemory release) {
        this.release = release;
        Catalog catalog = release.catalog();
        fewGpus = (int) catalog.policy(PolicyValue.GPUS_PLANNED_ANYHOW);
        asLarge = catalog.policy(PolicyValue.AS_LARGE_SHARE);
        asWide = catalog.policy(PolicyValue.AS_WIDE_SHARE);
        farCheaper = catalog.policy(PolicyValue.FAR_CHEAPER_SHARE);
        reliable = limits.reliable();
        named = !limits.gpus().isEmpty();
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
        List<Candidate> byPrice = offers.stream()
                .map(this::candidate)
                .sorted(Comparator.comparingDouble(Candidate::usd).thenComparing(Candidate::id))
                .toList();
        List<Candidate> left = new ArrayList<>();
        for (Candidate candidate : byPrice) {
            if (left.stream().noneMatch(other -> beats(other, candidate, alone))) {
                left.add(candidate);
            }
        }
        return left.stream().map(Candidate::offer).toList();
    }

    /** An offer with what is compared of it. */
    private record Candidate(Offer offer, Gpu gpu, double usd, double rate, boolean preferred) {
        String id() {
            return offer.id();
        }
    }

    private Candidate candidate(Offer offer) {
        Gpu gpu = release.gpu(offer.gpu());
        boolean preferred = release.provider(offer.provider()).role() != Provider.Role.OTHER;
        return new Candidate(offer, gpu, offer.usdPerGpuHour(), rate(gpu), preferred);
    }

    private boolean beats(Candidate one, Candidate other, boolean alone) {
        if (one.usd > other.usd || !mayReplace(one, other)) {
            return false;
        }
        boolean same = one.gpu.id().equals(other.gpu.id());
        return (same || asGood(one, other, alone))
                && (one.usd < other.usd || !same || one.id().compareTo(other.id()) < 0);
    }

    /** A preference for a provider may bring its offer up, and a spot machine is another thing. */
    private boolean mayReplace(Candidate one, Candidate other) {
        boolean far = !reliable && one.usd <= farCheaper * other.usd;
        return (!other.preferred || far || one.offer.provider().equals(other.offer.provider()))
                && (one.offer.commitment() == other.offer.commitment()
                        || one.offer.commitment() == Commitment.ON_DEMAND);
    }

    private boolean asGood(Candidate one, Candidate other, boolean alone) {
        Gpu gpu = one.gpu;
        Gpu otherGpu = other.gpu;
        return gpu.usableGib() >= asLarge * otherGpu.usableGib()
                && gpu.bandwidthGbS() >= asWide * otherGpu.bandwidthGbS()
                && one.rate >= other.rate
                && gpu.vendor().equals(otherGpu.vendor())
                && gpu.host().equals(otherGpu.host())
                && !gpu.untrainable()
                && (gpu.supportsBf16() || !otherGpu.supportsBf16())
                && (gpu.supportsFlashAttention() || !otherGpu.supportsFlashAttention())
                && (gpu.link().fast() || !otherGpu.link().fast() || alone);
    }

    private double rate(Gpu gpu) {
        Double inBf16 = gpu.matmulTflops(false, datasheetShare);
        return inBf16 == null ? Objects.requireNonNullElse(gpu.matmulTflops(true, datasheetShare), 0.0) : inBf16;
    }
}

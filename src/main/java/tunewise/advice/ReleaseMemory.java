package tunewise.advice;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Provider;
import tunewise.estimate.Estimator;

/**
 * What answers of one release have in common: its catalog by id, and what was worked out for earlier questions that
 * depends on parts of them only. Safe for use by several threads.
 */
final class ReleaseMemory {
    private static final int MARKETS = 64;
    private static final int SIZINGS = 128;

    private final Catalog catalog;
    private final Estimator estimator;
    private final Map<String, Gpu> gpus = new HashMap<>();
    private final Map<String, Provider> providers = new HashMap<>();
    private final Remembered<MarketLimits, RentedOffers> markets;
    private final Remembered<SizingContext, PlanSizer> sizers;
    private final boolean keeping;

    /** keeping is whether anything is remembered from one question to the next. */
    ReleaseMemory(Catalog catalog, Estimator estimator, boolean keeping) {
        this.catalog = catalog;
        this.estimator = estimator;
        this.keeping = keeping;
        catalog.gpus().forEach(gpu -> gpus.put(gpu.id(), gpu));
        catalog.providers().forEach(provider -> providers.put(provider.id(), provider));
        markets = new Remembered<>(keeping ? MARKETS : 0);
        sizers = new Remembered<>(keeping ? SIZINGS : 0);
    }

    Catalog catalog() {
        return catalog;
    }

    Estimator estimator() {
        return estimator;
    }

    /** A GPU of the catalog, which has it. */
    Gpu gpu(String id) {
        return Objects.requireNonNull(gpus.get(id));
    }

    /** A provider of the catalog, or the person as one. */
    Provider provider(String id) {
        return providers.getOrDefault(id, OwnMachines.PROVIDER);
    }

    RentedOffers rented(MarketLimits limits) {
        return markets.of(limits, key -> new RentedOffers(key, this));
    }

    PlanSizer sizer(SizingContext context) {
        return sizers.of(context, key -> new PlanSizer(key, this, keeping));
    }
}

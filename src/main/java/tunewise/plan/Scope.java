package tunewise.plan;

import org.jspecify.annotations.Nullable;
import tunewise.catalog.Provider;
import tunewise.training.Method;

/**
 * What an exclusion covers; null is "any".
 *
 * @param andMore whether it covers larger numbers of the GPU as well
 */
public record Scope(
        @Nullable Method method,
        @Nullable Integer rank,
        @Nullable String gpu,
        @Nullable Integer gpuCount,
        boolean andMore,
        @Nullable String provider,
        @Nullable String offer) {

    public static Scope of(Plan plan) {
        return new Scope(plan.method(), plan.rank(), plan.gpu().id(), plan.gpuCount(), false, null, null);
    }

    /** A plan and its like on more GPUs, whose rank may be another. */
    public static Scope from(Plan plan) {
        return new Scope(plan.method(), null, plan.gpu().id(), plan.gpuCount(), true, null, null);
    }

    public static Scope of(Method method) {
        return new Scope(method, null, null, null, false, null, null);
    }

    public static Scope of(Provider provider) {
        return new Scope(null, null, null, null, false, provider.id(), null);
    }

    public static Scope of(Quote quote) {
        Plan plan = quote.plan();
        return new Scope(
                plan.method(),
                plan.rank(),
                plan.gpu().id(),
                plan.gpuCount(),
                false,
                quote.provider().id(),
                quote.offer().id());
    }

    /** Whether it rules out a plan at every offer. */
    public boolean covers(Plan plan) {
        return method == plan.method() && provider == null && offer == null && (gpu == null || coversMachine(plan));
    }

    private boolean coversMachine(Plan plan) {
        return plan.gpu().id().equals(gpu)
                && gpuCount != null
                && (gpuCount == plan.gpuCount() || (andMore && gpuCount < plan.gpuCount()));
    }
}

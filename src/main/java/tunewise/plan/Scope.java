package tunewise.plan;

import org.jspecify.annotations.Nullable;
import tunewise.question.Method;

/** What an exclusion covers; null is "any". */
public record Scope(
        @Nullable Method method,
        @Nullable Integer rank,
        @Nullable String gpu,
        @Nullable Integer gpuCount,
        @Nullable String provider,
        @Nullable String offer) {

    public static Scope of(Plan plan) {
        return new Scope(plan.method(), plan.rank(), plan.gpu().id(), plan.gpuCount(), null, null);
    }

    public static Scope of(Quote quote) {
        Plan plan = quote.plan();
        return new Scope(
                plan.method(),
                plan.rank(),
                plan.gpu().id(),
                plan.gpuCount(),
                quote.provider().id(),
                quote.offer().id());
    }
}

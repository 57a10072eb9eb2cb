package tunewise.plan;

import tunewise.catalog.Gpu;
import tunewise.catalog.Offer;
import tunewise.catalog.Provider;
import tunewise.training.Method;

/** Something that is not to be recommended, and the figures that say so. */
public record Exclusion(Scope scope, String text) implements Finding {

    public static Exclusion of(Plan plan, String text) {
        return new Exclusion(Scope.of(plan), text);
    }

    /** A plan and its like on more of the same GPU. */
    public static Exclusion from(Plan plan, String text) {
        return new Exclusion(Scope.from(plan), text);
    }

    public static Exclusion of(Quote quote, String text) {
        return new Exclusion(Scope.of(quote), text);
    }

    public static Exclusion of(Offer offer, String text) {
        return new Exclusion(
                new Scope(null, null, offer.gpu(), offer.gpuCount(), false, offer.provider(), offer.id()), text);
    }

    /** Of larger numbers of GPUs than an offer has. */
    public static Exclusion beyond(Offer offer, String text) {
        return new Exclusion(
                new Scope(null, null, offer.gpu(), offer.mostGpus() + 1, true, offer.provider(), offer.id()), text);
    }

    public static Exclusion of(Method method, String text) {
        return new Exclusion(Scope.of(method), text);
    }

    public static Exclusion of(Gpu gpu, String text) {
        return new Exclusion(new Scope(null, null, gpu.id(), null, false, null, null), text);
    }

    public static Exclusion of(Provider provider, String text) {
        return new Exclusion(Scope.of(provider), text);
    }

    /** A limit of the person's own, which covers more than one field could say. */
    public static Exclusion limit(String text) {
        return new Exclusion(new Scope(null, null, null, null, false, null, null), text);
    }

    @Override
    public boolean concerns(Quote quote) {
        return false;
    }
}

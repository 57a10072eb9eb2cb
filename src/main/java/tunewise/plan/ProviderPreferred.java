package tunewise.plan;

/**
 * A provider that a plan should rather be rented from.
 *
 * @param fromGpus plans of at least so many GPUs
 */
public record ProviderPreferred(String provider, Strength strength, int fromGpus, String text) implements Finding {

    /** DECIDES comes before any figure; LEANS only among near ties. */
    public enum Strength {
        DECIDES,
        LEANS
    }

    @Override
    public boolean concerns(Quote quote) {
        return provider.equals(quote.provider().id()) && quote.plan().gpuCount() >= fromGpus;
    }
}

package tunewise.plan;

/** A provider that a plan should rather be rented from. */
public record ProviderPreferred(String provider, Strength strength, String text) implements Finding {

    /** DECIDES comes before any figure; LEANS only among near ties. */
    public enum Strength {
        DECIDES,
        LEANS
    }

    @Override
    public boolean concerns(Quote quote) {
        return provider.equals(quote.provider().id());
    }
}

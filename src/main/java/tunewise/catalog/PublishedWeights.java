package tunewise.catalog;

/**
 * Weights that can be fetched by an id from the Hugging Face hub.
 *
 * @param model the catalog's model of this shape
 * @param family what trainers have to be told of them, an id of {@code families.csv}
 */
public record PublishedWeights(String id, String model, Kind kind, String family) {
    /** Whether a model only goes on with text, or answers in turns. */
    public enum Kind {
        BASE,
        INSTRUCT
    }

    /** "base" or "instruct", as people say it. */
    public String kindName() {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}

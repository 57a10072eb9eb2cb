package tunewise.plan;

/** A technique to use or to consider; the id is the catalog's. */
public record TechniqueFound(String technique, String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return true;
    }
}

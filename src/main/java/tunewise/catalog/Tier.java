package tunewise.catalog;

import tunewise.text.Described;

/**
 * A way in which machines are rented out, with what a renter may count on.
 *
 * @param usual whether questions that name no tier are answered from it
 * @param dataCentre whether its machines stand in data centres that the provider answers for
 * @param description what it is, in a sentence
 */
public record Tier(String id, String name, boolean usual, boolean dataCentre, String description, String source)
        implements Described {
    /** Of a provider's own machines at its list price. */
    public static final String LIST_PRICE = "standard";

    @Override
    public String summary() {
        return "tier " + id + (usual ? ", taken unless something else is said" : ", only where it is allowed");
    }
}

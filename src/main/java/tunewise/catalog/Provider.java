package tunewise.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import tunewise.text.Choice;
import tunewise.text.Described;

/**
 * Who rents out GPUs, and what the guide turns to them for; OTHER where it does not name them.
 *
 * @param page where its prices stand, or empty
 */
public record Provider(String id, String name, Role role, String source, String page) implements Described {

    /** What a provider is first choice for. */
    public enum Role implements Choice {
        PRICE,
        RELIABILITY,
        LARGE_MULTI_GPU,
        OTHER;

        @Override
        @JsonValue
        public String id() {
            return Choice.idOf(name());
        }
    }

    @Override
    public String summary() {
        return role == Role.OTHER ? name : name + " (first choice for " + role.id() + ")";
    }
}

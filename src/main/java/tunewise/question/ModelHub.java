package tunewise.question;

import java.util.Map;
import java.util.Optional;

/** Where models that no catalog has are looked up by their ids. */
@FunctionalInterface
public interface ModelHub {
    /** Asks nobody. */
    ModelHub NONE = id -> Optional.empty();

    /**
     * The content of a model's config.json, with the id in it; empty where the text is no id or nobody is asked.
     *
     * @throws ModelHubException when it cannot be had
     */
    Optional<Map<String, Object>> config(String id);

    /** Whether a text may be an id that is worth looking up; nobody is asked for that. */
    default boolean mayKnow(String text) {
        return false;
    }
}

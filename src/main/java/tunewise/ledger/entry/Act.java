package tunewise.ledger.entry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody did that is no recommendation, publication, review or report: signed in, gave a role, approved a draft.
 *
 * @param act which, as in {@code signed-in}
 * @param by who; null where nobody had to prove it
 * @param about what it was done to, by names of the field
 */
public record Act(
        String id, Instant at, String act, @Nullable Identity by, Map<String, String> about, String cameFrom) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public Act {
        about = Map.copyOf(about);
    }

    /** The body of its entry. */
    public String body() {
        return JSON.writeValueAsString(new Body(act, by, new TreeMap<>(about)));
    }

    public static Act of(Entry entry) {
        JsonNode body = JSON.readTree(entry.body());
        Map<String, String> about = new TreeMap<>();
        body.path("about")
                .properties()
                .forEach(each -> about.put(each.getKey(), each.getValue().asString("")));
        return new Act(entry.id(), entry.createdAt(), body.path("act").asString(""), by(body), about, entry.cameFrom());
    }

    /** Who did what a body tells of; null where nobody had to prove it. */
    public static @Nullable Identity by(JsonNode body) {
        return body.path("by").isObject() ? JSON.treeToValue(body.path("by"), Identity.class) : null;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Body(String act, @Nullable Identity by, Map<String, String> about) {}
}

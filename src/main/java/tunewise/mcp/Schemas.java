package tunewise.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The shapes of the API's description, each whole by itself, as tools need them. */
final class Schemas {
    private static final String REF = "$ref";
    private static final String PLACE = "#/components/schemas/";

    private final Map<String, Object> schemas;

    @SuppressWarnings("unchecked")
    private Schemas(Map<String, Object> description) {
        Map<String, Object> components = (Map<String, Object>) Objects.requireNonNull(description.get("components"));
        this.schemas = (Map<String, Object>) Objects.requireNonNull(components.get("schemas"));
    }

    static Schemas load() {
        try (InputStream in = Schemas.class.getResourceAsStream("/tunewise/web/openapi.json")) {
            return new Schemas(JsonMapper.shared()
                    .readValue(Objects.requireNonNull(in).readAllBytes(), new TypeReference<Map<String, Object>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A shape by its name, with every shape that it refers to in place of the reference. */
    @SuppressWarnings("unchecked")
    Map<String, Object> of(String name) {
        return (Map<String, Object>) whole(Objects.requireNonNull(schemas.get(name), () -> "there is no " + name));
    }

    private Object whole(Object part) {
        if (part instanceof Map<?, ?> map) {
            if (map.get(REF) instanceof String ref) {
                return of(ref.substring(PLACE.length()));
            }
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(key, whole(value)));
            return copy;
        }
        return part instanceof List<?> list ? list.stream().map(this::whole).toList() : part;
    }
}

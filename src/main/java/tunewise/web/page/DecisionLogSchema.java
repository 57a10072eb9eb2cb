package tunewise.web.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The shape of a line of the ledger's export, cut out of the API's description as one JSON Schema of its own. */
public final class DecisionLogSchema {
    public static final String PATH = "/decision-log.schema.json";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LINE = "DecisionLogLine";
    private static final String DESCRIBED = "#/components/schemas/";
    private static final String HERE = "#/$defs/";

    private DecisionLogSchema() {}

    /** Takes the API's description in OpenAPI 3.1, whose schemas are JSON Schema 2020-12. */
    public static byte[] of(byte[] openApi) {
        JsonNode schemas = JSON.readTree(openApi).at("/components/schemas");
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "A line of Tunewise's decision log");
        schema.put("$ref", HERE + LINE);
        ObjectNode defs = schema.putObject("$defs");
        Deque<String> wanted = new ArrayDeque<>();
        wanted.add(LINE);
        while (!wanted.isEmpty()) {
            String name = wanted.remove();
            if (!defs.has(name)) {
                JsonNode part = schemas.required(name);
                part.findValuesAsString("$ref").forEach(ref -> wanted.add(ref.substring(DESCRIBED.length())));
                defs.set(name, part);
            }
        }
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema);
        return text.replace(DESCRIBED, HERE).getBytes(StandardCharsets.UTF_8);
    }
}

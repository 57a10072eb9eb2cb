package tunewise.workshop;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tunewise.catalog.Fault;

/** A YAML file that knows on which line each of its parts stands. */
final class YamlText {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonNode content;
    private final Map<String, Integer> lines;

    private YamlText(JsonNode content, Map<String, Integer> lines) {
        this.content = content;
        this.lines = lines;
    }

    /**
     * @throws UnreadableException when it is not YAML
     */
    static YamlText read(String path, String text) {
        try {
            Map<String, Integer> lines = new HashMap<>();
            try (JsonParser parser = new Noting(YAML.createParser(text), lines)) {
                JsonNode content = YAML.readTree(parser);
                return new YamlText(content == null ? MissingNode.getInstance() : content, lines);
            }
        } catch (JacksonException e) {
            throw new UnreadableException(new Fault(
                    path,
                    Math.max(0, e.getLocation().getLineNr()),
                    Math.max(0, e.getLocation().getColumnNr()),
                    "",
                    e.getOriginalMessage().startsWith("Duplicate")
                            ? "a field appears twice."
                            : "this cannot be read as YAML.",
                    e.getOriginalMessage().startsWith("Duplicate")
                            ? "Maybe remove one of the two."
                            : "Maybe a text with a colon in it needs quotes, or a line is indented wrongly."));
        }
    }

    JsonNode content() {
        return content;
    }

    /** The line of a part, as in {@code /applies/0}; 1 where there is none. */
    int line(String pointer) {
        return lines.getOrDefault(pointer, 1);
    }

    /** Notes on which line each part begins while others read it. */
    private static final class Noting extends JsonParserDelegate {
        private final Map<String, Integer> lines;

        Noting(JsonParser parser, Map<String, Integer> lines) {
            super(parser);
            this.lines = lines;
        }

        @Override
        public @Nullable JsonToken nextToken() {
            return noted(super.nextToken());
        }

        @Override
        public @Nullable String nextName() {
            return noted(super.nextToken()) == JsonToken.PROPERTY_NAME ? currentName() : null;
        }

        private @Nullable JsonToken noted(@Nullable JsonToken token) {
            if (token != null) {
                lines.putIfAbsent(
                        streamReadContext().pathAsPointer().toString(),
                        currentTokenLocation().getLineNr());
            }
            return token;
        }
    }

    /** The file is not YAML. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Fault fault;

        UnreadableException(Fault fault) {
            super(fault.text());
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }
}

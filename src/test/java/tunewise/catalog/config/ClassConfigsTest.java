package tunewise.catalog.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every model type that is counted, held against the weights of its class in transformers 5.18. The classes were built
 * without data from the defaults of their configurations, as the file {@code class-configs.jsonl} has them.
 */
class ClassConfigsTest {
    private static final double MOST_OFF = 0.01;

    static Iterable<JsonNode> rows() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/class-configs.jsonl")).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    @SuppressWarnings("unchecked")
    void aClassIsCountedWithinOnePercent(JsonNode row) {
        long counted = ConfigJson.read(JsonMapper.shared().treeToValue(row.path("config"), Map.class))
                .parameters();
        long built = row.path("parameters").asLong();
        assertEquals(1, (double) counted / built, MOST_OFF, row.path("class").asString());
    }
}

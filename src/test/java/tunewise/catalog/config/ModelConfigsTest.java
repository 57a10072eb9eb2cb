package tunewise.catalog.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tunewise.catalog.Model;

/** Real files of 190 models of 2024 to 2026, held against counts of their classes in transformers 5.18. */
class ModelConfigsTest {
    private static final Path ROWS = Path.of("src/test/resources/model-configs.jsonl");
    private static final double MOST_OFF = 0.01;

    @Test
    void everyRealConfigIsCountedWithinOnePercentOrRefused() throws IOException {
        List<String> off = new ArrayList<>();
        Map<String, Integer> counted = new TreeMap<>(Map.of("counted", 0, "refused", 0));
        for (JsonNode row : rows()) {
            try {
                Model model = read(row);
                counted.merge("counted", 1, Integer::sum);
                check(off, row, "parameters", model.parameters());
                check(off, row, "active", model.activeParameters());
            } catch (IllegalArgumentException e) {
                counted.merge("refused", 1, Integer::sum);
            }
        }
        assertEquals(List.of(), off);
        assertEquals(Map.of("counted", 173, "refused", 17), counted);
    }

    /** Encoders beside decoders, attention over compressed keys, and files that leave out what no type implies. */
    @Test
    void whatIsRefusedIsRefusedForItsOwnReason() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        for (JsonNode row : rows()) {
            try {
                read(row);
            } catch (IllegalArgumentException e) {
                String said = String.valueOf(e.getMessage());
                reasons.merge(
                        said.substring(0, said.indexOf(' ')),
                        row.path("id").asString(),
                        (one, other) -> one + " " + other);
            }
        }
        assertEquals(
                Map.of(
                        "compress_ratios", 2L,
                        "hybrid_override_pattern", 1L,
                        "intermediate_size", 1L,
                        "model_type", 13L),
                reasons.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, reason ->
                        (long) reason.getValue().split(" ", -1).length)));
    }

    @Test
    void aTowerIsCountedApartFromWhatATokenPasses() throws IOException {
        for (JsonNode row : rows()) {
            JsonNode tower = row.path("config").path("vision_config");
            if (tower.isObject()
                    && row.has("parameters")
                    && !row.path("id").asString().contains("gemma-4-12B")) {
                assertTrue(
                        read(row).architecture().orElseThrow().tower() != null,
                        row.path("id").asString());
            }
        }
    }

    private static void check(List<String> off, JsonNode row, String field, long counted) {
        long stated = row.path(field).asLong(0);
        if (stated > 0 && Math.abs((double) counted / stated - 1) > MOST_OFF) {
            off.add(row.path("id").asString() + ": " + field + " " + counted + " rather than " + stated);
        }
    }

    @SuppressWarnings("unchecked")
    private static Model read(JsonNode row) {
        return ConfigJson.read(JsonMapper.shared().treeToValue(row.path("config"), Map.class));
    }

    private static List<JsonNode> rows() throws IOException {
        return Files.readAllLines(ROWS).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }
}

package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.advice.AnswerJson;
import tunewise.web.page.DecisionLogSchema;

/** Holds real exports against the schema that is served for them, by a validator that knows nothing of Tunewise. */
class DecisionLogSchemaTest {
    private static House house;
    private static Schema schema;
    private static List<String> lines;

    @BeforeAll
    static void fill(@TempDir Path folder) {
        house = new House(folder);
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(house.get(DecisionLogSchema.PATH).body());
        house.ask(House.QUESTION);
        house.service().ledger().erase(() -> "erasure", House.NOW.plusSeconds(1), "Ada", House.NOW);
        house.ask(House.QUESTION);
        house.ask("{\"model\": \"Llama 2 70B\", \"tokens\": 10000000, \"budgetUsd\": 0.5}");
        house.post("/", "application/x-www-form-urlencoded", "model=Llama+3.1+8B&tokens=10000000");
        house.post(
                "/api/recommendations/answer-2/reviews",
                "application/json",
                "{\"verdict\": \"questioned\", \"comment\": \"why?\", \"name\": \"Ada\"}");
        house.post(
                "/api/recommendations/answer-2/reports",
                "application/json",
                "{\"peakGib\": 21.5, \"outOfMemory\": true, \"name\": \"Ada\"}");
        lines = house.get("/api/recommendations.jsonl").body().lines().toList();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void everyLineIsWhatIsDescribed() {
        for (String line : lines) {
            assertEquals(List.of(), schema.validate(line, InputFormat.JSON), line);
        }
    }

    /** Or the test above would say little. */
    @Test
    void everyKindOfEntryIsAmongThem() {
        Set<String> kinds = lines.stream()
                .map(line -> AnswerJson.MAPPER.readTree(line).at("/entry/kind").asString())
                .collect(Collectors.toSet());

        assertEquals(Set.of("recommendation", "publication", "review", "report", "erasure"), kinds);
        assertEquals(
                1,
                lines.stream().filter(line -> line.endsWith("\"body\":null}")).count());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"seq\":', '\"sequence\":'",
        "'\"kind\":\"recommendation\"', '\"kind\":\"opinion\"'",
        "'\"rank\":', '\"rankOf\":'",
        "'{\"hash\":\"', '{\"hash\":\"x'",
        "'\"asked\":', '\"demanded\":'",
    })
    void whatIsNotDescribedIsFound(String written, String instead) {
        String line = lines.stream()
                .filter(each -> each.contains("\"rank\":"))
                .findFirst()
                .orElseThrow();

        assertFalse(schema.validate(line.replaceFirst(Pattern.quote(written), instead), InputFormat.JSON)
                .isEmpty());
    }
}

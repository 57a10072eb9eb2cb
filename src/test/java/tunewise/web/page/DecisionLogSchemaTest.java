package tunewise.web.page;

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
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Identity;
import tunewise.web.RunningService;

/** Holds real exports against the schema that is served for them, by a validator that knows nothing of Tunewise. */
class DecisionLogSchemaTest {
    private static RunningService service;
    private static Schema schema;
    private static List<String> lines;

    @BeforeAll
    static void fill(@TempDir Path folder) {
        service = new RunningService(folder);
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(service.get(DecisionLogSchema.PATH).body());
        service.ask(RunningService.QUESTION);
        service.advice()
                .ledger()
                .erasure()
                .erase(
                        () -> "erasure",
                        RunningService.NOW.plusSeconds(1),
                        new Actor(new Identity(Identity.SYSTEM, "ada", "Ada"), "command-line"),
                        RunningService.NOW);
        service.ask(RunningService.QUESTION);
        service.ask("{\"model\": \"Llama 2 70B\", \"tokens\": 10000000, \"budgetUsd\": 0.5}");
        service.post("/", "application/x-www-form-urlencoded", "model=Llama+3.1+8B&tokens=10000000");
        service.post(
                "/api/recommendations/answer-2/reviews",
                "application/json",
                "{\"verdict\": \"questioned\", \"comment\": \"why?\", \"name\": \"Ada\"}");
        service.post(
                "/api/recommendations/answer-2/reports",
                "application/json",
                "{\"peakGib\": 21.5, \"outOfMemory\": true, \"name\": \"Ada\"}");
        lines = service.get("/api/recommendations.jsonl").body().lines().toList();
    }

    @AfterAll
    static void close() {
        service.close();
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

package tunewise.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tunewise.access.Rights;
import tunewise.access.Rights.Right;
import tunewise.access.Role;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.plan.Fallback;
import tunewise.question.Commitment;
import tunewise.question.Knowledge;
import tunewise.question.Priority;
import tunewise.question.Reliability;
import tunewise.question.Task;
import tunewise.rulebook.language.Phase;
import tunewise.text.Choice;
import tunewise.training.Method;
import tunewise.training.Quantization;
import tunewise.training.Sharding;
import tunewise.web.RunningService;

/** Holds the API's description, which is written by hand, against the routes and against real answers. */
class OpenApiTest {
    private static RunningService service;
    private static JsonNode description;

    @BeforeAll
    static void open(@TempDir Path folder) {
        service = new RunningService(folder);
        description = AnswerJson.MAPPER.readTree(service.get("/openapi.json").body());
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @Test
    void everyRouteIsDescribedAndNoOther() {
        Set<String> described = new TreeSet<>();
        description.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> described.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertEquals(new TreeSet<>(service.apiRoutes()), described);
    }

    @Test
    void theRolesOfEveryRouteAreThoseOfTheTableOfRights() {
        description.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> {
                    String verb = method.getKey().toUpperCase(Locale.ROOT);
                    Right right = Rights.of(verb, path.getKey())
                            .or(() -> Rights.of(verb, path.getKey().replace("{id}", "<id>")))
                            .orElseThrow();
                    JsonNode roles = method.getValue().path("x-roles");
                    assertEquals(right.open(), roles.isMissingNode(), path.getKey());
                    assertEquals(
                            right.oneOf().stream().map(Role::id).collect(Collectors.toSet()),
                            roles.valueStream().map(JsonNode::asString).collect(Collectors.toSet()),
                            path.getKey());
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/models, /api/models",
        "/api/models/{id}, /api/models/meta-llama/Llama-3.1-8B",
        "/api/gpus, /api/gpus",
        "/api/offers, /api/offers",
        "/api/rules, /api/rules",
        "/api/rules/{id}, /api/rules/ELI-060",
        "/api/releases, /api/releases",
        "/api/releases/{id}, /api/releases/publication-1",
        "/api/ledger/verify, /api/ledger/verify",
        "/api/ledger/checkpoints, /api/ledger/checkpoints",
        "/api/recommendations, /api/recommendations",
        "/api/recommendations/{id}/reviews, /api/recommendations/answer-1/reviews",
        "/api/recommendations/{id}/reports, /api/recommendations/answer-1/reports",
        "/api/ledger/accuracy, /api/ledger/accuracy",
        "/api/ledger/learning, /api/ledger/learning",
        "/api/ledger/acts, /api/ledger/acts",
        "/healthz, /healthz",
        "/readyz, /readyz",
    })
    void whatIsAnsweredIsWhatIsDescribed(String path, String called) {
        service.ask(RunningService.QUESTION);
        service.post("/api/ledger/checkpoints", "application/json", "");
        service.post(
                "/api/recommendations/answer-1/reviews",
                "application/json",
                "{\"verdict\": \"approved\", \"name\": \"Ada\"}");
        service.post(
                "/api/recommendations/answer-1/reports",
                "application/json",
                "{\"peakGib\": 21.5, \"hours\": 12, \"name\": \"Ada\"}");
        JsonNode schema = description.get("paths").get(path).at("/get/responses/200/content/application~1json/schema");

        assertEquals(
                List.of(),
                faults(schema, AnswerJson.MAPPER.readTree(service.get(called).body())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model': 'Llama 3.1 8B', 'tokens': 20000000, 'budgetUsd': 50, 'knowledge': 'guide'}",
                "{'model': 'Llama 2 70B', 'tokens': 10000000, 'budgetUsd': 0.5, 'deadlineHours': 1, 'knowledge': 'guide'}",
                "{'model': 'Llama 2 70B', 'tokens': 10000000, 'knowledge': 'guide', 'workload': {'inferenceCalls': 200}}",
                "{'model': 'Llama 3.1 8B', 'tokens': 20000000, 'budgetUsd': 50, 'knowledge': 'evidence'}",
                "{'model': 'Llama 2 70B', 'tokens': 10000000, 'budgetUsd': 0.5, 'knowledge': 'evidence'}",
                "{'model': {'name': 'mine', 'parametersB': 5}, 'tokens': 10000000, 'knowledge': 'guide'}",
            },
            quoteCharacter = '"')
    void anAnswerIsWhatIsDescribed(String question) {
        String json = service.ask(question.replace('\'', '"')).body();

        assertEquals(List.of(), faults(schema("Recommendation"), AnswerJson.MAPPER.readTree(json)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model': 'Llama 3.1 8B', 'method': 'qlora', 'gpu': 'rtx-4090', 'microBatch': 2}",
                "{'model': 'Llama 3.1 8B', 'method': 'lora', 'targets': ['q_proj', 'v_proj'], 'id': 'mine'}",
                "{'model': {'name': 'mine', 'parametersB': 5}, 'method': 'full', 'gpu': 'h100-sxm', 'gpuCount': 4}",
            },
            quoteCharacter = '"')
    void anEstimateIsWhatIsDescribed(String request) {
        String json = service.estimate(request.replace('\'', '"')).body();

        assertEquals(List.of(), faults(schema("EstimateAnswer"), AnswerJson.MAPPER.readTree(json)));
    }

    @Test
    void aBatchIsWhatIsDescribed() {
        String lines = service.post(
                        "/api/recommendations/batch",
                        "application/x-ndjson",
                        RunningService.QUESTION.strip() + "\n{}\n")
                .body();

        for (String line : lines.lines().toList()) {
            assertEquals(List.of(), faults(schema("BatchResult"), AnswerJson.MAPPER.readTree(line)));
        }
    }

    @Test
    void aReplayIsWhatIsDescribed() {
        String id = AnswerJson.MAPPER
                .readTree(service.ask(RunningService.QUESTION).body())
                .get("id")
                .asString();
        String json = service.post("/api/recommendations/" + id + "/replay", "application/json", "")
                .body();

        assertEquals(List.of(), faults(schema("Replay"), AnswerJson.MAPPER.readTree(json)));
    }

    @Test
    void checkImpactPublicationAndRollbackAreWhatIsDescribed() {
        service.workshop().drafts().open("Ada");
        String policy = "rules/catalog/policy.csv";
        String text = RunningService.WORKSPACE.files().getOrDefault(policy, "");
        service.workshop()
                .drafts()
                .write("ada", policy, text.replace("differ by less than this", "differ by less than a tenth"), text);
        String draft = "{\"draft\": \"ada\"}";
        String body = "{\"draft\": \"ada\", \"comment\": \"a note\"}";
        String back = "{\"author\": \"Ada\", \"comment\": \"a note\"}";

        assertEquals(List.of(), faults("/api/releases/check", "200", posted("/api/releases/check", draft)));
        assertEquals(List.of(), faults("/api/releases/impact", "200", posted("/api/releases/impact", draft)));
        assertEquals(List.of(), faults("/api/releases", "201", posted("/api/releases", body)));
        assertEquals(List.of(), faults(schema("Problem"), posted("/api/releases", body)));
        assertEquals(
                List.of(),
                faults("/api/releases/{id}/rollback", "201", posted("/api/releases/publication-1/rollback", back)));
    }

    private static JsonNode posted(String path, String body) {
        return AnswerJson.MAPPER.readTree(
                service.post(path, "application/json", body).body());
    }

    private static List<String> faults(String path, String status, JsonNode answer) {
        return faults(
                description
                        .get("paths")
                        .get(path)
                        .at("/post/responses/" + status + "/content/application~1json/schema"),
                answer);
    }

    @Test
    void everyChoiceIsDescribedAndNoOther() {
        assertChoices("/Question/properties/task", Task.values());
        assertChoices("/Question/properties/priority", Priority.values());
        assertChoices("/Question/properties/methods/items", Method.values());
        assertChoices("/Question/properties/commitment", Commitment.values());
        assertChoices("/Question/properties/reliability", Reliability.values());
        assertChoices("/Question/properties/knowledge", Knowledge.values());
        assertChoices("/Setup/properties/quantization", Quantization.values());
        assertChoices("/Setup/properties/sharding", Sharding.values());
        assertChoices("/Setup/properties/fallbacks/items", Fallback.values());
        assertChoices("/FiredRule/properties/phase", Phase.values());
        assertChoices("/Recommendation/properties/outcome", Recommendation.Outcome.values());
    }

    private static void assertChoices(String where, Choice[] choices) {
        assertEquals(
                Stream.of(choices).map(Choice::id).toList(),
                types(description.at("/components/schemas" + where + "/enum")),
                where);
    }

    @Test
    void aProblemIsWhatIsDescribed() {
        String json = service.ask("{}").body();

        assertEquals(List.of(), faults(schema("Problem"), AnswerJson.MAPPER.readTree(json)));
    }

    @Test
    void aFieldTooManyOrTooFewIsFound() {
        ObjectNode problem =
                AnswerJson.MAPPER.readTree(service.ask("{}").body()).asObject();
        problem.put("colour", "red");
        problem.remove("title");
        problem.put("status", "422");

        List<String> faults = faults(schema("Problem"), problem);

        assertEquals(3, faults.size(), faults.toString());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (JsonNode reference : description.findValues("$ref")) {
            assertFalse(resolved(reference).isMissingNode(), reference.asString());
        }
        assertTrue(description.findValues("$ref").size() > 10);
    }

    private static JsonNode schema(String name) {
        return description.at("/components/schemas/" + name);
    }

    private static JsonNode resolved(JsonNode reference) {
        return description.at(reference.asString().substring(1));
    }

    private static List<String> faults(JsonNode schema, JsonNode value) {
        List<String> faults = new ArrayList<>();
        check(schema, value, "", faults);
        return faults;
    }

    /** The part of JSON Schema that the description uses. */
    private static void check(JsonNode given, JsonNode value, String where, List<String> faults) {
        JsonNode schema = given.has("$ref") ? resolved(given.get("$ref")) : given;
        if (schema.has("oneOf")) {
            long fitting = schema.get("oneOf")
                    .valueStream()
                    .filter(one -> faults(one, value).isEmpty())
                    .count();
            if (fitting != 1) {
                faults.add(where + " fits " + fitting + " of the shapes");
            }
            return;
        }
        if (schema.has("type") && !types(schema.get("type")).contains(typeOf(value, schema))) {
            faults.add(where + " is no " + schema.get("type") + ": " + value);
        }
        if (schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)) {
            faults.add(where + " is not one of " + schema.get("enum") + ": " + value);
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.get("items"), value.get(i), where + "/" + i, faults);
            }
        }
        if (value.isObject() && schema.has("properties")) {
            schema.path("required")
                    .valueStream()
                    .filter(name -> !value.has(name.asString()))
                    .forEach(name -> faults.add(where + "/" + name.asString() + " is missing"));
            value.properties().forEach(field -> {
                JsonNode property = schema.get("properties").get(field.getKey());
                if (property == null) {
                    faults.add(where + "/" + field.getKey() + " is not described");
                } else {
                    check(property, field.getValue(), where + "/" + field.getKey(), faults);
                }
            });
        }
    }

    private static List<String> types(JsonNode type) {
        return type.isArray() ? type.valueStream().map(JsonNode::asString).toList() : List.of(type.asString());
    }

    private static String typeOf(JsonNode value, JsonNode schema) {
        if (value.isNumber()) {
            boolean whole =
                    value.isIntegralNumber() && types(schema.get("type")).contains("integer");
            return whole ? "integer" : "number";
        }
        return value.isBoolean()
                ? "boolean"
                : value.isString() ? "string" : value.isArray() ? "array" : value.isNull() ? "null" : "object";
    }
}

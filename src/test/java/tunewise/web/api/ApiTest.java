package tunewise.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.web.RunningService;
import tunewise.web.page.Bodies;

class ApiTest {
    private static RunningService service;

    @BeforeAll
    static void open(@TempDir Path folder) {
        service = new RunningService(folder);
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @Test
    void aQuestionIsAnsweredAndKeptUnderItsAddress() {
        HttpResponse<String> answer = service.ask(RunningService.QUESTION);

        assertEquals(201, answer.statusCode());
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertEquals(answer.body(), service.get(location).body());
        assertEquals("rtx-4090", json(answer).at("/setup/gpu").asString());
        assertEquals(answer.body(), AnswerJson.write(AnswerJson.read(answer.body())));
    }

    @Test
    void manyQuestionsAreAnsweredInTheirOrderAndEachIsKept() {
        String faulty = RunningService.QUESTION.replace("8B", "9B").strip();
        HttpResponse<String> answers = service.post(
                "/api/recommendations/batch",
                "application/x-ndjson",
                RunningService.QUESTION.strip() + "\n\n" + faulty + "\n\u00e4" + "\n"
                        + RunningService.QUESTION.strip());

        assertEquals(200, answers.statusCode());
        assertEquals(
                "application/x-ndjson",
                answers.headers().firstValue("Content-Type").orElseThrow());
        List<JsonNode> lines =
                answers.body().lines().map(AnswerJson.MAPPER::readTree).toList();
        assertEquals(
                List.of(1, 3, 4, 5),
                lines.stream().map(line -> line.get("line").asInt()).toList());
        assertEquals("model", lines.get(1).at("/faults/0/field").asString());
        assertTrue(lines.get(2).at("/faults/0/message").asString().startsWith("line 1, column 1:"));
        for (int good : List.of(0, 3)) {
            JsonNode answer = lines.get(good).get("recommendation");
            assertEquals(
                    answer,
                    json(service.get("/api/recommendations/" + answer.get("id").asString())));
        }
    }

    @Test
    void whatTheServiceMeasuresOfItselfIsReadByPrometheus() {
        service.ask(RunningService.QUESTION);
        service.get("/api/rules/ELI-060");
        service.get("/api/rules/ELI-061?made=up");
        service.get("/made-up");

        HttpResponse<String> metrics = service.get("/metrics");

        assertTrue(metrics.headers().firstValue("Content-Type").orElseThrow().startsWith("text/plain; version=0.0.4"));
        String lines = metrics.body();
        assertTrue(lines.contains(
                "tunewise_recommendations_total{came_from=\"api\",knowledge=\"guide\",outcome=\"recommended\"} "));
        assertTrue(lines.contains(
                "tunewise_http_requests_seconds_count{method=\"GET\",route=\"/api/rules/{id}\",status=\"200\"} "));
        assertTrue(lines.contains("{method=\"GET\",route=\"/api/rules/{id}\",status=\"404\"}"));
        assertTrue(lines.contains("{method=\"GET\",route=\"none\",status=\"404\"}"));
        assertTrue(lines.contains("tunewise_ledger_entries "));
        assertFalse(lines.contains("made"), "what people send must not become a label");
    }

    @Test
    void aBatchIsLinesOfJsonAndNothingElse() {
        HttpResponse<String> answer =
                service.post("/api/recommendations/batch", "application/json", RunningService.QUESTION);

        assertEquals(415, answer.statusCode());
        assertEquals(
                "",
                service.post("/api/recommendations/batch", "application/x-ndjson", "\n\n")
                        .body());
    }

    @Test
    void aConfigurationIsEstimatedAndNothingIsRecorded() {
        long entries = json(service.get("/api/ledger/verify")).get("entries").asLong();

        HttpResponse<String> answer = service.estimate(
                """
                { "model": "meta-llama/Llama-2-7b-hf", "method": "lora", "rank": 8, "targets": "all-linear",
                  "quantization": "none", "microBatch": 1, "sequenceLength": 2048, "gradientCheckpointing": true,
                  "flashAttention": true, "precision": "bf16", "optimizer": "adamw_torch_fused", "loss": "chunked",
                  "kbitFp32": false, "gpu": "a100-sxm-80gb", "gpuCount": 1, "sharding": "none", "stack": "trl" }""");

        assertEquals(200, answer.statusCode());
        JsonNode estimate = json(answer);
        assertTrue(estimate.get("fits").asBoolean());
        assertEquals(8, estimate.get("parts").size());
        assertTrue(estimate.at("/tokensPerSecondPerGpu/central").asDouble() > 0);
        assertEquals(
                entries, json(service.get("/api/ledger/verify")).get("entries").asLong());
    }

    @Test
    void allFaultsOfAConfigurationAreReportedAtOnce() {
        JsonNode problem = problem(422, service.estimate("{\"method\": \"full\", \"rank\": 8, \"gpu\": \"rtx-4900\"}"));

        List<String> fields = StreamSupport.stream(problem.get("errors").spliterator(), false)
                .map(error -> error.get("field").asString())
                .sorted()
                .toList();
        assertEquals(List.of("gpu", "model", "rank"), fields);
        problem(400, service.estimate("[]"));
        problem(415, service.post("/api/estimates", "text/plain", "{}"));
    }

    @Test
    void whatIsNoJsonIsNotUnderstood() {
        JsonNode problem = problem(400, service.ask("{\"model\": "));

        assertEquals(1, problem.get("errors").size());
    }

    @Test
    void aBodyThatIsNotUtf8IsNotUnderstood() {
        HttpResponse<String> answer = service.send(service.request("/api/recommendations")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'{', (byte) 0xff, '}'})));

        problem(400, answer);
    }

    @Test
    void allFaultsOfAQuestionAreReportedAtOnce() {
        JsonNode problem = problem(
                422,
                service.ask("{\"model\": \"Mistral 13B\", \"tokens\": 0, \"budgetUsd\": -1, \"colour\": \"red\"}"));

        List<String> fields = StreamSupport.stream(problem.get("errors").spliterator(), false)
                .map(error -> error.get("field").asString())
                .sorted()
                .toList();
        assertEquals(List.of("budgetUsd", "colour", "model", "tokens"), fields);
    }

    @Test
    void anUnknownRecommendationIsNotFound() {
        problem(404, service.get("/api/recommendations/nothing"));
        problem(404, service.get("/api/rules/ELI-999"));
        problem(404, service.get("/api/models/nobody/nothing"));
        problem(404, service.get("/api/nothing"));
    }

    @Test
    void aMethodThatIsNotTakenIsNamed() {
        HttpResponse<String> answer = service.send(service.request("/api/rules").DELETE());

        assertTrue(problem(405, answer).get("detail").asString().contains("DELETE"));
        assertEquals("GET", answer.headers().firstValue("Allow").orElseThrow());
    }

    @Test
    void aBodyOverOneMebibyteIsRefusedWhetherItsLengthIsDeclaredOrNot() {
        byte[] tooLong = new byte[Bodies.MOST_BYTES + 1];

        problem(413, post(HttpRequest.BodyPublishers.ofByteArray(tooLong)));
        problem(413, post(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLong))));
        problem(400, post(HttpRequest.BodyPublishers.ofByteArray(new byte[Bodies.MOST_BYTES])));
    }

    @Test
    void anotherContentTypeIsRefused() {
        problem(415, service.post("/api/recommendations", "text/plain", RunningService.QUESTION));
        problem(415, service.post("/api/recommendations", "application/x-www-form-urlencoded", RunningService.FORM));
        assertEquals(
                201,
                service.post("/api/recommendations", "Application/JSON; charset=utf-8", RunningService.QUESTION)
                        .statusCode());
    }

    @Test
    void withoutALedgerNothingIsAnswered(@TempDir Path folder) {
        try (RunningService other = new RunningService(folder)) {
            other.closeLedger();

            HttpResponse<String> answer = other.ask(RunningService.QUESTION);

            assertTrue(problem(503, answer).get("detail").asString().contains("We could not record this"));
            assertTrue(answer.headers().firstValue("Retry-After").isPresent());
            assertEquals(503, other.submit(RunningService.FORM).statusCode());
            assertEquals(200, other.get("/healthz").statusCode());
        }
    }

    @Test
    void modelsAreFoundByAnyNameAsOneTypes() {
        JsonNode found =
                json(service.get("/api/models?q=llama%203.1%208&limit=3")).get("models");

        assertTrue(found.size() <= 3);
        assertEquals("meta-llama/Llama-3.1-8B", found.get(0).get("id").asString());
        assertEquals(
                RunningService.RELEASE.catalog().models().size(),
                json(service.get("/api/models")).get("models").size());
        problem(422, service.get("/api/models?limit=many"));
        assertEquals(
                8030261248L,
                json(service.get("/api/models/meta-llama/Llama-3.1-8B"))
                        .get("parameters")
                        .asLong());
    }

    @Test
    void gpusAndOffersAreListed() {
        assertEquals(
                RunningService.RELEASE.catalog().gpus().size(),
                json(service.get("/api/gpus")).get("gpus").size());
        assertEquals(
                RunningService.RELEASE.catalog().offers().size(),
                json(service.get("/api/offers")).get("offers").size());
    }

    @Test
    void rulesAreListedAndEachIsShownWithWhatItsSourcesSay() {
        JsonNode rules = json(service.get("/api/rules")).get("rules");
        assertEquals(RunningService.RELEASE.rulebook().rules().size(), rules.size());

        JsonNode rule = json(service.get("/api/rules/" + rules.get(0).get("id").asString()));

        assertFalse(rule.get("text").asString().isBlank());
        assertFalse(rule.at("/sources/0/says").asString().isBlank());
    }

    @Test
    void theLedgerCanBeVerified() {
        service.ask(RunningService.QUESTION);

        JsonNode state = json(service.get("/api/ledger/verify"));

        assertTrue(state.get("ok").asBoolean());
        assertTrue(state.get("entries").asLong() > 0);
    }

    @Test
    void theServiceIsUpAndReady() {
        assertEquals("up", json(service.get("/healthz")).get("status").asString());
        assertEquals("ready", json(service.get("/readyz")).get("status").asString());
    }

    private static HttpResponse<String> post(HttpRequest.BodyPublisher body) {
        return service.send(service.request("/api/recommendations")
                .header("Content-Type", "application/json")
                .POST(body));
    }

    private static JsonNode problem(int status, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElseThrow());
        JsonNode problem = json(answer);
        assertEquals(status, problem.get("status").asInt());
        assertFalse(problem.get("type").asString().isBlank());
        assertFalse(problem.get("title").asString().isBlank());
        assertFalse(problem.get("detail").asString().isBlank());
        return problem;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return AnswerJson.MAPPER.readTree(answer.body());
    }
}

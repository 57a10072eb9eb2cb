package tunewise.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.web.RunningService;

/** What an assistant gets that calls the service by the protocol's own client. */
class McpTest {
    private static final Map<String, Object> QUESTION = Map.of(
            "model", "Llama 3.1 8B", "tokens", 20_000_000, "budgetUsd", 50, "workload", Map.of("production", true));

    private static final Pattern INSIDE = Pattern.compile("Exception|\\.java:|\\tat |io\\.model|jackson");

    private static RunningService service;
    private static McpSyncClient assistant;

    @BeforeAll
    static void open(@TempDir Path folder) {
        service = new RunningService(folder);
        assistant = service.assistant();
    }

    @AfterAll
    static void close() {
        assistant.close();
        service.close();
    }

    @Test
    void everyToolSaysWhatItTakes() {
        List<Tool> tools = assistant.listTools().tools();

        assertEquals(
                List.of("estimate_memory_and_speed", "explain", "find_models", "recommend_setup"),
                tools.stream().map(Tool::name).sorted().toList());
        Tool ask = tools.stream()
                .filter(tool -> tool.name().equals("recommend_setup"))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of("model", "tokens"), ask.inputSchema().get("required"));
        assertFalse(ask.inputSchema().toString().contains("$ref"), "a tool's shape has to be whole by itself");
        assertFalse(ask.annotations().readOnlyHint(), "an answer is recorded");
    }

    @Test
    void anAnswerIsSummarizedAndKeptWhole() {
        JsonNode reported = call("recommend_setup", QUESTION);

        Recommendation kept =
                service.advice().find(reported.get("id").asString()).orElseThrow();
        assertEquals(
                AnswerJson.MAPPER.writeValueAsString(kept.setup()),
                reported.get("setup").toString());
        assertEquals(
                AnswerJson.MAPPER.writeValueAsString(kept.estimate()),
                reported.get("estimate").toString());
        assertEquals(kept.caveats().size(), reported.get("caveats").size());
        assertTrue(kept.question().workload().production());
        assertTrue(reported.get("why").size() < kept.rules().size());
        assertTrue(reported.toString().length() < AnswerJson.write(kept).length() / 3, "too long to be read");
    }

    @Test
    void aRecommendationIsExplainedAsFarAsIsAsked() {
        String id = call("recommend_setup", QUESTION).get("id").asString();

        JsonNode all = call("explain", Map.of("recommendation", id));
        JsonNode some = call("explain", Map.of("recommendation", id, "about", "RTX-4090 lora"));

        assertTrue(some.get("excluded").size() <= all.get("excluded").size());
        some.get("excluded").forEach(each -> assertTrue(each.toString().contains("rtx-4090"), each.toString()));
        JsonNode rule = call("explain", Map.of("rule", all.at("/rules/0/rule").asString()));
        assertEquals(all.at("/rules/0/sentence"), rule.get("sentence"));
        assertTrue(rule.get("text").asString().contains("when"));
    }

    @Test
    void aConfigurationIsEstimatedWithItsFormulas() {
        JsonNode estimate = call(
                "estimate_memory_and_speed",
                Map.of("model", "Llama 3.1 8B", "method", "qlora", "gpu", "rtx-4090", "microBatch", 2));

        assertTrue(estimate.get("fits").asBoolean());
        assertTrue(estimate.get("parts").size() > 4);
    }

    @Test
    void aModelIsFoundByAnyPartOfItsName() {
        JsonNode models = call("find_models", Map.of("name", "llama 8b")).get("models");

        assertTrue(models.toString().contains("meta-llama/Llama-3.1-8B"), models.toString());
    }

    @Test
    void faultsComeBackAllAtOnceInWordsToActOn() {
        CallToolResult result = assistant.callTool(CallToolRequest.builder("recommend_setup")
                .arguments(Map.of("model", "Llama 9B", "tokens", 0))
                .build());

        assertTrue(result.isError());
        String words = ((TextContent) result.content().get(0)).text();
        assertTrue(words.contains("model: 'Llama 9B' is not a model of the catalog"), words);
        assertTrue(words.contains("tokens: 0 is not"), words);
        assertTrue(assistant
                .callTool(CallToolRequest.builder("explain").arguments(Map.of()).build())
                .isError());
        assertTrue(assistant
                .callTool(CallToolRequest.builder("explain")
                        .arguments(Map.of("recommendation", "none"))
                        .build())
                .isError());
        assertTrue(assistant
                .callTool(CallToolRequest.builder("explain")
                        .arguments(Map.of("rule", "ELI-999"))
                        .build())
                .isError());
    }

    @Test
    void aPageOfAnotherSiteMayNotCallTools() {
        int status = service.send(service.request("/mcp")
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .header("Origin", "https://elsewhere.example")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")))
                .statusCode();

        assertEquals(403, status);
    }

    private static JsonNode call(String tool, Map<String, Object> arguments) {
        CallToolResult result = assistant.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        String text = ((TextContent) result.content().get(0)).text();
        assertFalse(result.isError(), text);
        JsonNode json = AnswerJson.MAPPER.readTree(text);
        assertEquals(text, AnswerJson.MAPPER.writeValueAsString(result.structuredContent()));
        return json;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                "null",
                "[]",
                "",
                "{",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"tools/list\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"tools/list\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":true}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":[]}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"explain\",\"arguments\":[]}}"
            })
    void aMessageThatIsNoneIsRefusedInTheWordsOfTheProtocol(String message) {
        HttpResponse<String> answer = service.post("/mcp", "application/json", message);

        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals("2.0", json(answer).path("jsonrpc").asString());
        assertTrue(json(answer).at("/error/code").isNumber(), answer.body());
        assertTrue(answer.body().length() < 300, answer.body());
        assertFalse(INSIDE.matcher(answer.body()).find(), answer.body());
    }

    @Test
    void theLogNeitherRepeatsWhatWasSentNorShowsWhatIsInside() {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            service.post(
                    "/mcp",
                    "application/json",
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":[\"whispered\"]}}");
        } finally {
            System.setErr(before);
        }
        String log = said.toString(StandardCharsets.UTF_8);
        assertTrue(log.contains("its params are not those that its method takes"), log);
        assertFalse(log.contains("whispered") || log.contains("Exception"), log);
    }

    @Test
    void aMessageInAnotherFormThanJsonIsRefusedLikeAnyBody() {
        assertEquals(415, service.post("/mcp", "text/plain", "{}").statusCode());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return AnswerJson.MAPPER.readTree(answer.body());
    }
}

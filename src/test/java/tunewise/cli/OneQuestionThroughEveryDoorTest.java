package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.web.RunningService;

/** The same question by the page, the API, the command line and an assistant gets the same set-up and figures. */
class OneQuestionThroughEveryDoorTest {
    private static RunningService service;
    private static McpSyncClient assistant;

    @TempDir
    Path data;

    /** Where the job may run, as each door writes it. */
    private enum Machines {
        OWN("no", true, "own"),
        RENTED("only", false, ""),
        BOTH("compare", true, "own");

        private final String rent;
        private final boolean owns;
        private final String provider;

        Machines(String rent, boolean owns, String provider) {
            this.rent = rent;
            this.owns = owns;
            this.provider = provider;
        }
    }

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

    @ParameterizedTest
    @EnumSource(Machines.class)
    void theAnswerIsTheSameByEveryDoor(Machines machines) {
        Recommendation byApi = byApi(machines);
        String setup = AnswerJson.MAPPER.writeValueAsString(byApi.setup());
        String estimate = AnswerJson.MAPPER.writeValueAsString(byApi.estimate());

        assertEquals(machines.owns, Objects.requireNonNull(byApi.setup()).owned());
        assertTrue(machines.provider.isEmpty() || byApi.setup().provider().equals(machines.provider));
        assertEquals(machines == Machines.BOTH, byApi.alternatives().stream().anyMatch(other -> other.label()
                .contains("best rented")));
        same(setup, estimate, byCommandLine(machines));
        same(setup, estimate, byPage(machines));
        JsonNode byAssistant = byAssistant(machines);
        assertEquals(setup, byAssistant.get("setup").toString());
        assertEquals(estimate, byAssistant.get("estimate").toString());
    }

    private static void same(String setup, String estimate, Recommendation answer) {
        assertEquals(setup, AnswerJson.MAPPER.writeValueAsString(answer.setup()));
        assertEquals(estimate, AnswerJson.MAPPER.writeValueAsString(answer.estimate()));
    }

    private static Map<String, Object> question(Machines machines) {
        Map<String, Object> question = new HashMap<>(Map.of("model", "Llama 3.1 8B", "tokens", 20_000_000));
        if (machines.owns) {
            question.put("ownGpus", List.of("2x RTX 3090"));
            question.put("rent", machines.rent);
        }
        return question;
    }

    private static Recommendation byApi(Machines machines) {
        return AnswerJson.read(service.ask(AnswerJson.MAPPER.writeValueAsString(question(machines)))
                .body());
    }

    private Recommendation byCommandLine(Machines machines) {
        List<Object> words = new ArrayList<>(
                List.of("advise", "Llama 3.1 8B", "--tokens", "20M", "--json", "--data", data.toString()));
        if (machines.owns) {
            words.addAll(List.of("--own", "2x RTX 3090", "--rent", machines.rent));
        }
        return AnswerJson.read(new Terminal().type(words.toArray()).fine());
    }

    private static Recommendation byPage(Machines machines) {
        String own = machines.owns ? "&ownGpus=2x+RTX+3090&rent=" + machines.rent : "";
        String form = "model=Llama+3.1+8B&tokens=20+million" + own;
        Document page = service.answerTo(form);
        String id = RunningService.location(service.submit(form)).replaceAll(".*/", "");
        Recommendation answer = service.advice().find(id).orElseThrow();
        String gpu = Objects.requireNonNull(answer.setup()).gpuName();
        assertTrue(page.text().contains(gpu), gpu);
        return answer;
    }

    private static JsonNode byAssistant(Machines machines) {
        CallToolResult result = assistant.callTool(CallToolRequest.builder("recommend_setup")
                .arguments(question(machines))
                .build());
        return AnswerJson.MAPPER.readTree(((TextContent) result.content().get(0)).text());
    }
}

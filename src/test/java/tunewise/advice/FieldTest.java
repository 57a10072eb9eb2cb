package tunewise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tunewise.advice.Recommendation.Outcome;
import tunewise.estimate.Range;
import tunewise.fixtures.ShippedRules;
import tunewise.workshop.Scenario;

/**
 * What people asked in public and what their runs did, held against what the product says today. A case that says
 * otherwise names why in {@code differs}, and must go on saying otherwise, or the note goes.
 */
class FieldTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final double SPEED_MARGIN = 0.1;
    private static final Estimates ESTIMATES = ShippedRules.ADVISOR.estimates();
    private static final Advisor ADVISOR = ShippedRules.FIXTURES.scenarios().stream()
            .filter(scenario -> scenario.market().equals("november"))
            .findFirst()
            .map(ShippedRules::advisor)
            .orElseThrow();

    static List<JsonNode> questions() throws IOException {
        return lines("questions.jsonl");
    }

    static List<JsonNode> runs() throws IOException {
        return lines("runs.jsonl");
    }

    private static List<JsonNode> lines(String file) throws IOException {
        return Files.readAllLines(Path.of("fixtures/field", file)).stream()
                .map(JSON::readTree)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void aQuestionGetsAnEngineersAnswer(JsonNode question) {
        JsonNode expected = question.get("expects");
        Recommendation answer =
                ADVISOR.advise(ShippedRules.question(question.get("ask").toString()), "id", Instant.EPOCH);
        boolean feasible = answer.outcome() == Outcome.RECOMMENDED;
        assertEquals(
                expected.get("feasible").asBoolean(),
                feasible,
                Scenario.json(answer).get("setup") + "");
        if (!feasible) {
            return;
        }
        JsonNode setup = Scenario.json(answer).get("setup");
        List<String> methods = new ArrayList<>();
        expected.path("methods").forEach(method -> methods.add(method.asString()));
        assertEquals(
                true, methods.isEmpty() || methods.contains(setup.get("method").asString()), setup.toString());
        int most = expected.path("maxGpus").asInt(Integer.MAX_VALUE);
        assertEquals(true, setup.get("gpuCount").asInt() <= most, setup.toString());
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aRunDoesWhatItsEstimateSays(JsonNode run) {
        EstimateAnswer answer = ESTIMATES.answer(run.get("ask").toString());
        assertEquals(
                run.has("differs"),
                !asMeasured(run.get("truth"), answer),
                answer.memory() + " " + answer.tokensPerSecond());
    }

    private static boolean asMeasured(JsonNode truth, EstimateAnswer answer) {
        EstimateAnswer.Memory memory = answer.memory();
        boolean right = true;
        if (truth.has("peakGib")) {
            right &= memory.highGib() >= truth.get("peakGib").get(0).asDouble()
                    && memory.lowGib() <= truth.get("peakGib").get(1).asDouble();
        }
        if (truth.has("outOfMemory") && memory.usableGib() != null) {
            right &= truth.get("outOfMemory").asBoolean()
                    ? memory.highGib() > memory.usableGib()
                    : memory.lowGib() <= memory.usableGib();
        }
        Range speed = answer.tokensPerSecond();
        if (truth.has("tokensPerSecond") && speed != null) {
            JsonNode said = truth.get("tokensPerSecond");
            double least = said.isArray() ? said.get(0).asDouble() : said.asDouble();
            double most = said.isArray() ? said.get(1).asDouble() : said.asDouble();
            right &= speed.high() * (1 + SPEED_MARGIN) >= least && speed.low() * (1 - SPEED_MARGIN) <= most;
        }
        return right;
    }
}

package tunewise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tunewise.advice.Recommendation.Change;
import tunewise.advice.Recommendation.Outcome;
import tunewise.fixtures.ShippedRules;
import tunewise.workshop.Scenario;

/** Questions with limits drawn at random: none is left without a way out, and each way out holds when it is asked. */
class NoDeadEndTest {
    private static final int QUESTIONS = 60;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Random RANDOM = new Random(20261130);
    private static final List<String> MODELS = List.of(
            "Llama 3.1 8B",
            "Llama 3.1 70B",
            "Llama 3.1 405B",
            "Qwen2.5 32B",
            "Qwen3 30B-A3B",
            "Mixtral 8x7B",
            "DeepSeek V3 671B");
    private static final List<Map<String, Object>> LIMITS = List.of(
            Map.of("budgetUsd", 0.4),
            Map.of("deadlineHours", 0.6),
            Map.of("gpus", List.of("rtx-4090")),
            Map.of("gpus", List.of("a100-sxm-80gb", "l4")),
            Map.of("methods", List.of("full")),
            Map.of("maxGpus", 1),
            Map.of("sequenceLength", 65_536),
            Map.of("providers", List.of("lambda")),
            Map.of("stack", "unsloth"),
            Map.of("epochs", 10),
            Map.of("regions", List.of("jp")),
            Map.of("ownGpus", List.of("2x RTX 3060"), "rent", "no"));

    @Test
    void everyQuestionThatCannotBeMetHasAWayOutThatHolds() {
        int met = 0;
        int ways = 0;
        for (int n = 0; n < QUESTIONS; n++) {
            Map<String, Object> question = question();
            Recommendation answer = ask(question);
            if (answer.outcome() != Outcome.NOT_FEASIBLE) {
                met++;
                continue;
            }
            assertTrue(!answer.changes().isEmpty(), question + " is a dead end");
            for (Change change : answer.changes()) {
                assertEquals(
                        Outcome.RECOMMENDED,
                        ask(changed(question, change)).outcome(),
                        question + " with " + change.field() + " = " + change.to());
                ways++;
            }
        }
        assertTrue(met < QUESTIONS / 2 && ways > QUESTIONS / 2, met + " met, " + ways + " ways out");
    }

    private static Map<String, Object> question() {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("model", MODELS.get(RANDOM.nextInt(MODELS.size())));
        question.put("tokens", (long) Math.pow(10, 6 + 2.5 * RANDOM.nextDouble()));
        question.put("asOf", "2026-03-31");
        List<Map<String, Object>> limits = new ArrayList<>(LIMITS);
        for (int limit = 0; limit < 3; limit++) {
            question.putAll(limits.remove(RANDOM.nextInt(limits.size())));
        }
        return question;
    }

    private static Map<String, Object> changed(Map<String, Object> question, Change change) {
        Map<String, Object> changed = new LinkedHashMap<>(question);
        if (change.to() instanceof Map<?, ?> several) {
            several.forEach((field, to) -> changed.put((String) field, to));
        } else {
            changed.put(change.field(), change.to());
        }
        return changed;
    }

    private static Recommendation ask(Map<String, Object> question) {
        return ShippedRules.ADVISOR.advise(
                Scenario.question(ShippedRules.ADVISOR, JSON.writeValueAsString(question)),
                "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
                Instant.parse("2026-11-24T12:00:00Z"));
    }
}

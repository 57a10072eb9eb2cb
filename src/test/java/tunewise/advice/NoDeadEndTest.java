package tunewise.advice;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import tunewise.catalog.Gpu;
import tunewise.fixtures.ShippedRules;
import tunewise.workshop.Scenario;

/**
 * Questions with limits drawn at random, on rented and on all kinds of own machines: none is left without a way out, and
 * each way out holds when it is asked. The build asks a few dozen; {@code -Dtunewise.deadEnds=500} asks as many.
 */
class NoDeadEndTest {
    private static final int QUESTIONS = Integer.getInteger("tunewise.deadEnds", 40);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Advisor ADVISOR = ShippedRules.FIXTURES.scenarios().stream()
            .filter(scenario -> scenario.market().equals("november"))
            .findFirst()
            .map(ShippedRules::advisor)
            .orElseThrow();
    private static final Random RANDOM = new Random(20261130);
    private static final List<String> MODELS = List.of(
            "Llama 3.1 8B",
            "Llama 3.1 70B",
            "Llama 3.1 405B",
            "Qwen2.5 32B",
            "Qwen3 30B-A3B",
            "Mixtral 8x7B",
            "gpt-oss 20B",
            "Gemma 2 27B",
            "DeepSeek V3 671B");
    private static final List<Map<String, Object>> LIMITS = List.of(
            Map.of("budgetUsd", 0.4),
            Map.of("deadlineHours", 0.7),
            Map.of("gpus", List.of("rtx-4090")),
            Map.of("gpus", List.of("a100-sxm-80gb", "l4")),
            Map.of("methods", List.of("full")),
            Map.of("maxGpus", 1),
            Map.of("sequenceLength", 65_536),
            Map.of("providers", List.of("lambda")),
            Map.of("stack", "unsloth"),
            Map.of("epochs", 10),
            Map.of("regions", List.of("jp")),
            Map.of("tiers", List.of("marketplace")),
            Map.of("attention", "flash-attention-3"),
            Map.of("minReliability", 0.99),
            Map.of("commitment", "spot", "reliability", "high"),
            Map.of("excludeGpus", List.of("b200", "rtx-4090")),
            Map.of("objective", "dpo"),
            Map.of("task", "knowledge"),
            Map.of("priority", "quality"),
            Map.of("nodes", 2),
            Map.of("risk", "safe"));
    private static final List<Map<String, Object>> OWNING = List.of(
            Map.of(),
            Map.of("rent", "no"),
            Map.of("rent", "compare"),
            Map.of("rent", "no", "sessionHours", 9),
            Map.of("budgetUsd", 0));

    @Test
    void everyQuestionThatCannotBeMetHasAWayOutThatHolds() {
        int asked = 0;
        int ways = 0;
        for (int infeasible = 0; infeasible < QUESTIONS; asked++) {
            Map<String, Object> question = question();
            Recommendation answer = ask(question);
            if (answer.outcome() != Outcome.NOT_FEASIBLE) {
                continue;
            }
            infeasible++;
            assertTrue(!answer.changes().isEmpty(), question + " is a dead end");
            for (Change change : answer.changes()) {
                assertNotEquals(
                        Outcome.NOT_FEASIBLE,
                        ask(changed(question, change)).outcome(),
                        question + " with " + change.field() + " = " + change.to());
                ways++;
            }
        }
        assertTrue(asked < 4 * QUESTIONS && ways > QUESTIONS, asked + " asked, " + ways + " ways out");
    }

    private static Map<String, Object> question() {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("model", MODELS.get(RANDOM.nextInt(MODELS.size())));
        question.put("tokens", (long) Math.pow(10, 6 + 2.5 * RANDOM.nextDouble()));
        question.put("asOf", "2026-11-10");
        List<Map<String, Object>> limits = new ArrayList<>(LIMITS);
        boolean owns = RANDOM.nextInt(3) == 0;
        for (int limit = 0; limit < (owns ? 1 : 3); limit++) {
            question.putAll(limits.remove(RANDOM.nextInt(limits.size())));
        }
        if (owns) {
            question.put("ownGpus", List.of(Map.of("gpu", card(), "count", 1 + RANDOM.nextInt(8))));
            question.putAll(OWNING.get(RANDOM.nextInt(OWNING.size())));
        }
        return question;
    }

    /** One of the catalog, or one told by its memory. */
    private static Object card() {
        List<Gpu> known = ShippedRules.loaded().catalog().gpus();
        return RANDOM.nextInt(5) == 0
                ? Map.of("name", "Some card", "memoryGb", 4 + 4 * RANDOM.nextInt(12))
                : known.get(RANDOM.nextInt(known.size())).id();
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
        return ADVISOR.advise(
                Scenario.question(ADVISOR, JSON.writeValueAsString(question)),
                "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
                Instant.parse("2026-11-24T12:00:00Z"));
    }
}

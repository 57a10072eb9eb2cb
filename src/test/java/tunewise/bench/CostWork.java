package tunewise.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tunewise.advice.Advisor;
import tunewise.advice.AnswerJson;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.entry.PreparedEntry;
import tunewise.ledger.entry.RecommendationBody;
import tunewise.question.Question;
import tunewise.workshop.Scenario;

/** The work whose cost {@link CostBenchmark} compares, by the rules of the working folder. */
public final class CostWork {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private CostWork() {}

    /** What is to be done, by its name. */
    public static Map<String, Runnable> all() {
        Advisor advisor = new Advisor(LoadedRelease.of(RuleFiles.load(Path.of("rules")), NOW));
        Map<String, Runnable> work = new LinkedHashMap<>();
        decision(work, advisor, "guide 8B", "meta-llama/Llama-3.1-8B", "\"knowledge\": \"guide\"");
        decision(work, advisor, "evidence 8B", "meta-llama/Llama-3.1-8B", "\"knowledge\": \"evidence\"");
        decision(work, advisor, "evidence 70B", "meta-llama/Llama-3.1-70B", "\"knowledge\": \"evidence\"");
        decision(work, advisor, "not feasible 70B for $1", "meta-llama/Llama-3.1-70B", "\"budgetUsd\": 1");
        decision(
                work,
                advisor,
                "not feasible 8B, 2 limits",
                "meta-llama/Llama-3.1-8B",
                "\"budgetUsd\": 0.4, \"deadlineHours\": 0.6");
        Recommendation answer =
                advisor.advise(question(advisor, "meta-llama/Llama-3.1-8B", "\"knowledge\": \"evidence\""), "id", NOW);
        RecommendationBody body = new RecommendationBody("{}", "benchmark", null, answer);
        work.put("written 8B", () -> {
            PreparedEntry.of(NOW, "release", "api", body);
            AnswerJson.write(answer);
        });
        return work;
    }

    private static void decision(
            Map<String, Runnable> work, Advisor advisor, String name, String model, String fields) {
        work.put(name, () -> advisor.advise(question(advisor, model, fields), "id", NOW));
    }

    private static Question question(Advisor advisor, String model, String fields) {
        return Scenario.question(
                advisor,
                """
                {"model": "%s", "tokens": 10000000, "asOf": "2026-11-30", %s}"""
                        .formatted(model, fields));
    }
}

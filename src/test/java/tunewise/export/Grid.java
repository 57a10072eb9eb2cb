package tunewise.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tunewise.advice.Advisor;
import tunewise.advice.Recommendation;
import tunewise.fixtures.ShippedRules;
import tunewise.workshop.Scenario;

/** Recommendations of every kind: models, methods, trainers, lenses, one GPU and several. */
final class Grid {
    static final int SIZE = 200;

    private static final Advisor ADVISOR = ShippedRules.ADVISOR;
    private static final List<String> MODELS = List.of(
            "meta-llama/Llama-3.1-8B",
            "meta-llama/Llama-2-70b-hf",
            "Qwen/Qwen2.5-7B",
            "Qwen/Qwen3-30B-A3B",
            "mistralai/Mistral-7B-v0.1",
            "mistralai/Mixtral-8x7B-v0.1",
            "google/gemma-2-9b",
            "meta-llama/Llama-3.2-1B",
            "microsoft/Phi-3-mini-4k-instruct",
            "tiiuae/falcon-7b");
    private static final List<String> STACKS = List.of("trl", "axolotl", "llama-factory", "unsloth");
    private static final List<String> METHODS = List.of("full", "lora", "qlora");
    private static final List<String> REST = List.of(
            "\"knowledge\": \"evidence\"",
            "\"knowledge\": \"guide\"",
            "\"knowledge\": \"evidence\", \"priority\": \"speed\", \"sequenceLength\": 4096, \"task\": \"code\"",
            "\"knowledge\": \"evidence\", \"gpus\": [\"rtx-4090\"], \"epochs\": 3, \"priority\": \"speed\"");

    static final List<Recommendation> ANSWERS = answers();

    private Grid() {}

    static Recommendation ask(String json) {
        return ADVISOR.advise(
                Scenario.question(ADVISOR, json),
                "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
                Instant.parse("2026-11-24T12:00:00Z"));
    }

    /** What a file in YAML tells its trainer. */
    static JsonNode yaml(Exports exports, Recommendation answer, Format format) {
        return ExportSchemaTest.YAML.readTree(exports.file(answer, format).text());
    }

    private static List<Recommendation> answers() {
        List<Recommendation> answers = new ArrayList<>();
        for (String rest : REST) {
            for (String model : MODELS) {
                for (String method : METHODS) {
                    for (String stack : STACKS) {
                        Recommendation answer =
                                ask("{\"model\": \"" + model + "\", \"tokens\": 12345678, \"methods\": [\"" + method
                                        + "\"], \"stack\": \"" + stack + "\", \"asOf\": \"2026-03-31\", " + rest + "}");
                        if (answer.setup() != null) {
                            answers.add(answer);
                        }
                    }
                }
            }
        }
        return answers;
    }
}

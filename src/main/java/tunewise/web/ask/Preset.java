package tunewise.web.ask;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.web.page.QuestionForm;

/** A usual question, as a link that fills in its form. */
public record Preset(String title, String says, String form, Map<String, List<String>> fields) {
    private static final String ASK = "/";
    private static final String ESTIMATE = "/estimates";

    public static final List<Preset> ALL = List.of(
            of(
                    "Chat tune of an 8B",
                    "Llama 3.1 8B, 25,000 chats, $50",
                    ASK,
                    "model=Llama 3.1 8B",
                    "tokens=10 million",
                    "epochs=3",
                    "budgetUsd=50"),
            of(
                    "70B on one node",
                    "Llama 3.1 70B, done within two days",
                    ASK,
                    "model=Llama 3.1 70B",
                    "tokens=20 million",
                    "deadlineHours=48",
                    "priority=speed"),
            of(
                    "Weekly production run",
                    "Qwen2.5 7B, 52 runs a year, reliable",
                    ASK,
                    "model=Qwen2.5 7B",
                    "tokens=20 million",
                    "priority=cost",
                    "commitment=any",
                    "reliability=high",
                    "workload.production=yes",
                    "workload.runsPerYear=52"),
            of(
                    "One RTX 4090",
                    "A student's Mistral 7B for $10",
                    ASK,
                    "model=Mistral 7B v0.3",
                    "tokens=10 million",
                    "budgetUsd=10",
                    "priority=cost",
                    "gpus=rtx-4090",
                    "maxGpus=1"),
            of(
                    "I own the GPU",
                    "What fits on an RTX 4090, and how fast",
                    ESTIMATE,
                    "model=Llama 3.1 8B",
                    "method=qlora",
                    "gpu=rtx-4090",
                    "microBatch=2"));

    public String address() {
        return QuestionForm.address(form, fields);
    }

    private static Preset of(String title, String says, String form, String... namesAndValues) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : namesAndValues) {
            int equals = pair.indexOf('=');
            fields.put(pair.substring(0, equals), List.of(pair.substring(equals + 1)));
        }
        return new Preset(title, says, form, fields);
    }
}

package tunewise.client;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tunewise.question.Commitment;
import tunewise.question.Knowledge;
import tunewise.question.Method;
import tunewise.question.Priority;
import tunewise.question.Reliability;
import tunewise.question.Task;

/** A question to be answered. What is not said has the contract's default. */
public final class Ask {
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Map<String, Object> workload = new LinkedHashMap<>();

    private Ask(Object model) {
        fields.put("model", model);
    }

    /** About a model by its name, alias or id. */
    public static Ask model(String name) {
        return new Ask(name);
    }

    /** About a model of which only the size is known, in billions (10^9) of parameters. */
    public static Ask size(double parametersB) {
        return new Ask(Map.of("parametersB", parametersB));
    }

    /** About a model by the content of its config.json. */
    public static Ask config(Map<String, Object> config) {
        return new Ask(Map.of("config", config));
    }

    /** Training tokens of one epoch. */
    public Ask tokens(long value) {
        fields.put("tokens", value);
        return this;
    }

    /** How often the data is gone through. */
    public Ask epochs(int value) {
        fields.put("epochs", value);
        return this;
    }

    /** Tokens of one training sample. */
    public Ask sequenceLength(int value) {
        fields.put("sequenceLength", value);
        return this;
    }

    /** What the model is to learn. */
    public Ask task(Task value) {
        fields.put("task", value.id());
        return this;
    }

    /** Dollars of one run at most. */
    public Ask budgetUsd(double value) {
        fields.put("budgetUsd", value);
        return this;
    }

    /** Hours of the whole job at most, from renting to giving back. */
    public Ask deadlineHours(double value) {
        fields.put("deadlineHours", value);
        return this;
    }

    /** What counts most. */
    public Ask priority(Priority value) {
        fields.put("priority", value.id());
        return this;
    }

    /** The methods that are allowed. */
    public Ask methods(Method... values) {
        fields.put("methods", List.of(values).stream().map(Method::id).toList());
        return this;
    }

    /** Catalog ids of the GPUs that are allowed. */
    public Ask gpus(String... ids) {
        fields.put("gpus", List.of(ids));
        return this;
    }

    /** Catalog ids of the providers that are allowed. */
    public Ask providers(String... ids) {
        fields.put("providers", List.of(ids));
        return this;
    }

    /** GPUs at most. */
    public Ask maxGpus(int value) {
        fields.put("maxGpus", value);
        return this;
    }

    /** How machines are paid for. */
    public Ask commitment(Commitment value) {
        fields.put("commitment", value.id());
        return this;
    }

    /** Whether an interruption would hurt. */
    public Ask reliability(Reliability value) {
        fields.put("reliability", value.id());
        return this;
    }

    /** Catalog id of the training stack. */
    public Ask stack(String value) {
        fields.put("stack", value);
        return this;
    }

    /** By what is measured, or by the guide as written. */
    public Ask knowledge(Knowledge value) {
        fields.put("knowledge", value.id());
        return this;
    }

    /** The day whose prices hold. */
    public Ask asOf(LocalDate value) {
        fields.put("asOf", value.toString());
        return this;
    }

    /** Calls that the model will answer. */
    public Ask inferenceCalls(long value) {
        workload.put("inferenceCalls", value);
        return this;
    }

    /** Whether it goes into production. */
    public Ask production(boolean value) {
        workload.put("production", value);
        return this;
    }

    /** Variants that are served side by side. */
    public Ask variants(int value) {
        workload.put("variants", value);
        return this;
    }

    /** Training runs a year. */
    public Ask runsPerYear(int value) {
        workload.put("runsPerYear", value);
        return this;
    }

    /** As the API takes it. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(fields);
        if (!workload.isEmpty()) {
            json.put("workload", workload);
        }
        return json;
    }
}

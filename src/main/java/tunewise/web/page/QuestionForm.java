package tunewise.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tunewise.advice.AnswerJson;
import tunewise.question.ModelAsk;
import tunewise.question.OwnMachine;
import tunewise.question.Question;
import tunewise.text.Choice;
import tunewise.text.Figures;
import tunewise.wording.FieldLabels;

/** A question as the fields of the form, by the names of the contract. */
public final class QuestionForm {
    /** How the model is given: only the page has this field. */
    public static final String MODEL_BY = "modelBy";

    /** Whether machines are rented or the person's own: only the page has this field. */
    public static final String MACHINES_BY = "machinesBy";

    /** The question in a sentence, which fills in the form: only the page has this field. */
    public static final String SAID = "say";

    /** The model that was pressed among those suggested for a name that was not known. */
    static final String MODEL_CHOSEN = "modelChosen";

    private static final Map<String, List<String>> FIELDS_OF_WAY = Map.of(
            "name", List.of("model"),
            "size", List.of("model.name", "model.parametersB"),
            "config", List.of("model.config", "model.name"));

    private QuestionForm() {}

    public static Map<String, List<String>> of(Question question) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        ModelAsk model = question.model();
        if (model instanceof ModelAsk.Named named) {
            put(fields, "model", named.name());
        } else if (model instanceof ModelAsk.Sized sized) {
            put(fields, "model.name", sized.name());
            put(fields, "model.parametersB", sized.parametersB());
        } else if (model instanceof ModelAsk.Configured configured) {
            put(fields, "model.config", AnswerJson.MAPPER.writeValueAsString(configured.config()));
        }
        put(fields, "tokens", Figures.grouped(question.tokens()).replace(',', ' '));
        put(fields, "epochs", question.epochs());
        put(fields, "sequenceLength", question.sequenceLength());
        put(fields, "task", question.task());
        put(fields, "objective", question.objective());
        put(fields, "prompts", question.prompts());
        put(fields, "generations", question.generations());
        put(fields, "completionLength", question.completionLength());
        put(fields, "teacher", question.teacher());
        put(fields, "attention", question.attention());
        put(fields, "imagesPerSample", question.imagesPerSample());
        put(fields, "tokensPerImage", question.tokensPerImage());
        put(fields, "budgetUsd", question.budgetUsd());
        put(fields, "deadlineHours", question.deadlineHours());
        put(fields, "priority", question.priority());
        fields.put("methods", question.methods().stream().map(Choice::id).toList());
        fields.put("gpus", question.gpus());
        fields.put("providers", question.providers());
        fields.put("ownGpus", machines(question.ownGpus()));
        put(fields, "rent", question.rent());
        put(fields, "risk", question.risk());
        fields.put("excludeGpus", question.excludeGpus());
        put(fields, "sessionHours", question.sessionHours());
        put(fields, "nodes", question.nodes());
        fields.put("regions", question.regions());
        fields.put("tiers", question.tiers());
        put(fields, "minReliability", question.minReliability());
        put(fields, "interconnect", question.interconnect());
        put(fields, "samples", question.samples());
        put(fields, "meanSampleTokens", question.meanSampleTokens());
        put(fields, "maxGpus", question.maxGpus());
        put(fields, "commitment", question.commitment());
        put(fields, "reliability", question.reliability());
        put(fields, "stack", question.stack());
        put(fields, "workload.inferenceCalls", question.workload().inferenceCalls());
        put(fields, "workload.production", question.workload().production() ? "yes" : null);
        put(fields, "workload.variants", question.workload().variants());
        put(fields, "workload.runsPerYear", question.workload().runsPerYear());
        put(fields, "knowledge", question.knowledge());
        put(fields, "asOf", question.asOf());
        fields.values().removeIf(List::isEmpty);
        return fields;
    }

    /** The person's machines as the form has them: as text where that says all, else as the contract's JSON. */
    public static List<String> machines(List<OwnMachine> machines) {
        if (machines.isEmpty()) {
            return List.of();
        }
        return List.of(
                machines.stream().allMatch(OwnMachine::plain)
                        ? machines.stream().map(OwnMachine::text).collect(Collectors.joining(", "))
                        : AnswerJson.MAPPER.writeValueAsString(machines));
    }

    /** The fields that the reader is to see: of the ways to give the model only the chosen one. */
    public static Map<String, List<String>> forReader(Map<String, List<String>> sent) {
        Map<String, List<String>> fields = new LinkedHashMap<>(sent);
        fields.remove(SAID);
        List<String> chosen = fields.remove(MODEL_CHOSEN);
        if (chosen != null) {
            fields.put("model", chosen);
        }
        if (List.of("rent").equals(fields.remove(MACHINES_BY))) {
            fields.keySet().removeAll(List.of("ownGpus", "rent"));
        }
        List<String> way = fields.remove(MODEL_BY);
        if (way != null && way.size() == 1 && FIELDS_OF_WAY.containsKey(way.get(0))) {
            FIELDS_OF_WAY.forEach((other, names) -> {
                if (!other.equals(way.get(0))) {
                    names.stream()
                            .filter(name -> !FIELDS_OF_WAY.get(way.get(0)).contains(name))
                            .forEach(fields::remove);
                }
            });
        }
        return fields;
    }

    /** Whether a field says how something is given, and is not part of the question. */
    public static boolean onlyOfThePage(String field) {
        return field.equals(MODEL_BY) || field.equals(MACHINES_BY) || field.equals(MODEL_CHOSEN);
    }

    /** The address of the form filled in. */
    public static String address(Map<String, List<String>> fields) {
        return address("/", fields);
    }

    /** The address of a page whose form is filled in. */
    public static String address(String path, Map<String, List<String>> fields) {
        return path + "?"
                + fields.entrySet().stream()
                        .flatMap(field -> field.getValue().stream().map(value -> encoded(field.getKey(), value)))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static void put(Map<String, List<String>> fields, String name, @Nullable Object value) {
        List<String> values = FieldLabels.values(value instanceof Choice choice ? choice.id() : value);
        if (!values.equals(List.of(""))) {
            fields.put(name, values);
        }
    }
}

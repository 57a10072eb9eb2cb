package tunewise.web.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.advice.Setup;
import tunewise.question.FieldFault;
import tunewise.question.Priority;
import tunewise.question.Rent;
import tunewise.web.page.Choices;
import tunewise.web.page.FormFields;
import tunewise.web.page.QuestionForm;
import tunewise.wording.DisplayText;
import tunewise.wording.JobTotals;

/** A recorded answer beside what the same question with other limits would be answered, which is not recorded. */
public final class WhatIfView {
    /** The field that names a set-up to be taken in the place of the preferred one. */
    public static final String TAKEN = "taken";

    private final Recommendation answer;
    private final LoadedRelease loaded;
    private final FormFields fields;
    private final @Nullable Recommendation considered;
    private final @Nullable AnswerView page;
    private final Map<String, List<String>> taking;

    private WhatIfView(
            Recommendation answer, LoadedRelease loaded, FormFields fields, @Nullable Recommendation considered) {
        this(answer, loaded, fields, considered, Map.of());
    }

    private WhatIfView(
            Recommendation answer,
            LoadedRelease loaded,
            FormFields fields,
            @Nullable Recommendation considered,
            Map<String, List<String>> taking) {
        this.taking = taking;
        this.answer = answer;
        this.loaded = loaded;
        this.fields = fields;
        this.considered = considered;
        this.page = considered == null ? null : new AnswerView(considered, loaded);
    }

    /** Before anything was changed. */
    static WhatIfView of(Recommendation answer, LoadedRelease loaded) {
        return new WhatIfView(
                answer, loaded, new FormFields(QuestionForm.of(answer.question()), Map.of(), List.of()), null);
    }

    public static WhatIfView considered(
            Recommendation answer, LoadedRelease loaded, Map<String, List<String>> given, Recommendation considered) {
        return new WhatIfView(answer, loaded, new FormFields(given, Map.of(), List.of()), considered);
    }

    /** A set-up in the preferred one's place; taking is a question that is answered with it, empty where none is. */
    public static WhatIfView taken(
            Recommendation answer,
            LoadedRelease loaded,
            Map<String, List<String>> given,
            Recommendation considered,
            Map<String, List<String>> taking) {
        return new WhatIfView(answer, loaded, new FormFields(given, Map.of(), List.of()), considered, taking);
    }

    /** Questions that may be answered with a set-up, from the one that changes least: as many GPUs take speed first. */
    public static List<Map<String, List<String>>> leadingTo(Recommendation answer) {
        Map<String, List<String>> limited = limitedTo(answer);
        Map<String, List<String>> fast = new LinkedHashMap<>(limited);
        fast.put("priority", List.of(Priority.SPEED.id()));
        return List.of(limited, fast);
    }

    /** The question of an answer, with nothing but the method, GPU and provider of its set-up allowed. */
    private static Map<String, List<String>> limitedTo(Recommendation answer) {
        Setup setup = Objects.requireNonNull(answer.setup());
        Map<String, List<String>> fields = QuestionForm.of(answer.question());
        fields.put("methods", List.of(setup.method().id()));
        if (setup.owned()) {
            fields.put("rent", List.of(Rent.NO.id()));
        } else {
            if (fields.containsKey("ownGpus")) {
                fields.put("rent", List.of(Rent.ONLY.id()));
            }
            fields.put("gpus", List.of(setup.gpu()));
            fields.put("providers", List.of(setup.provider()));
        }
        fields.put("maxGpus", List.of(Integer.toString(setup.gpuCount())));
        return fields;
    }

    /** What a form sends for the set-up to be recorded as an answer of its own; empty where no question leads to it. */
    Map<String, List<String>> taking() {
        return taking;
    }

    /** What the question that leads to the set-up allows or puts first. */
    String takes() {
        boolean first = !taking.getOrDefault("priority", List.of())
                .equals(QuestionForm.of(answer.question()).getOrDefault("priority", List.of()));
        return "to a question that allows only this method, GPU and provider"
                + (first ? ", and puts speed first." : ".");
    }

    public static WhatIfView faulty(
            Recommendation answer, LoadedRelease loaded, Map<String, List<String>> given, List<FieldFault> faults) {
        return new WhatIfView(answer, loaded, new FormFields(given, Map.of(), faults), null);
    }

    /** What a form sends for an answer to stand beside a recorded one, whose own question goes without saying. */
    static Map<String, List<String>> beside(String recorded, Recommendation answer) {
        Map<String, List<String>> fields = new LinkedHashMap<>(Map.of("from", List.of(recorded)));
        if (!answer.id().equals(recorded)) {
            fields.putAll(QuestionForm.of(answer.question()));
        }
        return fields;
    }

    String id() {
        return answer.id();
    }

    String headline() {
        return new AnswerView(answer, loaded).headline();
    }

    FormFields fields() {
        return fields;
    }

    /** A model that was not given by name, which stays as it is; all else can be changed here. */
    Map<String, List<String>> kept() {
        Map<String, List<String>> kept = new LinkedHashMap<>(fields.given());
        kept.keySet().removeIf(field -> !field.startsWith("model."));
        return kept;
    }

    /** The whole question as it stands now. */
    Map<String, List<String>> question() {
        Map<String, List<String>> question = new LinkedHashMap<>(fields.given());
        question.remove("from");
        question.remove(TAKEN);
        return question;
    }

    Choices choices() {
        return new Choices(loaded.catalog(), fields);
    }

    /** Whether the model can be named anew; a config.json stays what it is. */
    boolean named() {
        return fields.given().containsKey("model");
    }

    /** Whether a set-up was picked out, which no question by itself would be answered with. */
    public boolean taken() {
        return fields.given().containsKey(TAKEN);
    }

    boolean answered() {
        return considered != null;
    }

    /** What the other answer differs by. */
    String with() {
        return taken() ? "With this set-up" : "With these limits";
    }

    String instead() {
        return page().headline();
    }

    /** A line of the answer as it is and as it would be. */
    record Pair(String label, String a, String b) {
        boolean differs() {
            return !a.equals(b);
        }
    }

    List<Pair> lines() {
        List<Pair> lines = new ArrayList<>();
        lines.add(new Pair("Set-up", setup(answer), setup(other())));
        lines.add(line(
                "Time", estimate -> DisplayText.hours(JobTotals.hours(estimate).central())));
        lines.add(line(
                "Cost",
                estimate -> DisplayText.dollars(JobTotals.costUsd(estimate).central())));
        lines.add(line(
                "Most memory a GPU",
                estimate -> DisplayText.gib(estimate.memory().highGib()) + " of "
                        + DisplayText.gib(estimate.memory().usableGib())));
        lines.add(line(
                "Quality",
                estimate -> DisplayText.share(
                        estimate.quality().low(), estimate.quality().high())));
        lines.add(new Pair(
                "Feasible set-ups",
                Integer.toString(answer.feasible().size()),
                Integer.toString(other().feasible().size())));
        return lines;
    }

    List<CompareView.Rule> gained() {
        return CompareView.only(other(), answer);
    }

    List<CompareView.Rule> lost() {
        return CompareView.only(answer, other());
    }

    /** The other answer as a page of its own would have it. */
    AnswerView page() {
        return Objects.requireNonNull(page);
    }

    @Nullable
    CostChart chart() {
        return CostChart.of(other(), answer.id());
    }

    private Pair line(String label, Function<Estimate, String> words) {
        return new Pair(label, words(answer, words), words(other(), words));
    }

    private static String words(Recommendation one, Function<Estimate, String> words) {
        return one.estimate() == null ? "none" : words.apply(one.estimate());
    }

    private static String setup(Recommendation one) {
        return one.setup() == null ? "none" : DisplayText.setup(one.setup());
    }

    private Recommendation other() {
        return Objects.requireNonNull(considered);
    }
}

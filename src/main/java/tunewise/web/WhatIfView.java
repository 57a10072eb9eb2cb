package tunewise.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Knowhow;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Estimate;
import tunewise.advice.Recommendation.FiredRule;
import tunewise.question.Commitment;
import tunewise.question.FieldFault;
import tunewise.question.Method;
import tunewise.question.Priority;

/** A recorded answer beside what the same question with other limits would be answered, which is not recorded. */
final class WhatIfView {
    /** What can be changed here; the rest of the question stays as it was asked. */
    private static final List<String> FIELDS = List.of(
            "budgetUsd",
            "deadlineHours",
            "tokens",
            "epochs",
            "sequenceLength",
            "maxGpus",
            "priority",
            "methods",
            "commitment");

    private final Recommendation answer;
    private final Knowhow knowhow;
    private final FormFields fields;
    private final @Nullable Recommendation considered;

    private WhatIfView(Recommendation answer, Knowhow knowhow, FormFields fields, @Nullable Recommendation considered) {
        this.answer = answer;
        this.knowhow = knowhow;
        this.fields = fields;
        this.considered = considered;
    }

    /** A figure before and after. */
    record Line(String label, String before, String after) {
        boolean changed() {
            return !before.equals(after);
        }
    }

    /** A rule about the choice that only one of the two has. */
    record Rule(String id, String sentence) {}

    /** Before anything was changed. */
    static WhatIfView of(Recommendation answer, Knowhow knowhow) {
        return new WhatIfView(
                answer, knowhow, new FormFields(QuestionForm.of(answer.question()), Map.of(), List.of()), null);
    }

    static WhatIfView considered(
            Recommendation answer, Knowhow knowhow, Map<String, List<String>> given, Recommendation considered) {
        return new WhatIfView(answer, knowhow, new FormFields(given, Map.of(), List.of()), considered);
    }

    static WhatIfView faulty(
            Recommendation answer, Knowhow knowhow, Map<String, List<String>> given, List<FieldFault> faults) {
        return new WhatIfView(answer, knowhow, new FormFields(given, Map.of(), faults), null);
    }

    String id() {
        return answer.id();
    }

    String headline() {
        return new AnswerView(answer, knowhow).headline();
    }

    FormFields fields() {
        return fields;
    }

    /** The rest of the question, field by field. */
    Map<String, List<String>> kept() {
        Map<String, List<String>> kept = new LinkedHashMap<>(fields.given());
        FIELDS.forEach(kept::remove);
        kept.remove("from");
        return kept;
    }

    /** The whole question as it stands now. */
    Map<String, List<String>> question() {
        Map<String, List<String>> question = new LinkedHashMap<>(fields.given());
        question.remove("from");
        return question;
    }

    List<FormFields.Option> priorities() {
        return Stream.of(Priority.values())
                .map(choice -> FormFields.Option.of(choice, Words.priority(choice)))
                .toList();
    }

    List<FormFields.Option> methods() {
        return Stream.of(Method.values())
                .map(choice -> FormFields.Option.of(choice, Words.method(choice)))
                .toList();
    }

    List<FormFields.Option> commitments() {
        return Stream.of(Commitment.values())
                .map(choice -> FormFields.Option.of(choice, Words.commitment(choice)))
                .toList();
    }

    boolean answered() {
        return considered != null;
    }

    String instead() {
        return new AnswerView(other(), knowhow).headline();
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("Set-up", setup(answer), setup(other())));
        lines.add(line("Time", estimate -> Words.hours(Whole.hours(estimate).central())));
        lines.add(line("Cost", estimate -> Words.dollars(Whole.costUsd(estimate).central())));
        lines.add(line(
                "Memory a GPU",
                estimate -> Words.gib(estimate.memory().highGib()) + " of "
                        + Words.gib(estimate.memory().usableGib())));
        lines.add(line(
                "Quality",
                estimate ->
                        Words.share(estimate.quality().low(), estimate.quality().high())));
        lines.add(new Line(
                "Feasible set-ups",
                Integer.toString(answer.feasible().size()),
                Integer.toString(other().feasible().size())));
        return lines;
    }

    List<Rule> gained() {
        return only(other(), answer);
    }

    List<Rule> lost() {
        return only(answer, other());
    }

    @Nullable
    CostChart chart() {
        return CostChart.of(other());
    }

    private Line line(String label, Function<Estimate, String> words) {
        return new Line(label, words(answer, words), words(other(), words));
    }

    private static String words(Recommendation one, Function<Estimate, String> words) {
        return one.estimate() == null ? "none" : words.apply(one.estimate());
    }

    private static String setup(Recommendation one) {
        return one.setup() == null ? "none" : Words.setup(one.setup());
    }

    private static List<Rule> only(Recommendation here, Recommendation there) {
        List<String> others = there.rules().stream().map(FiredRule::rule).toList();
        return here.rules().stream()
                .filter(rule -> !others.contains(rule.rule()))
                .map(rule -> new Rule(rule.rule(), rule.sentence()))
                .distinct()
                .toList();
    }

    private Recommendation other() {
        return Objects.requireNonNull(considered);
    }
}

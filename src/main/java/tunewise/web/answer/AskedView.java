package tunewise.web.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tunewise.advice.Recommendation;
import tunewise.question.ModelAsk;
import tunewise.question.Question;
import tunewise.question.Workload;
import tunewise.training.Objective;
import tunewise.web.page.DisplayNames;
import tunewise.web.page.Fact;
import tunewise.web.page.QuestionForm;
import tunewise.wording.ChoiceText;
import tunewise.wording.DisplayText;
import tunewise.wording.FieldLabels;

/** The question of an answer as it was understood. */
final class AskedView {
    private final Recommendation answer;
    private final Question asked;
    private final DisplayNames names;

    AskedView(Recommendation answer, DisplayNames names) {
        this.answer = answer;
        this.asked = answer.question();
        this.names = names;
    }

    /** As a form has it. */
    Map<String, List<String>> fields() {
        return QuestionForm.of(asked);
    }

    List<Fact> facts() {
        Workload workload = asked.workload();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                FieldLabels.field("model"),
                answer.model().name(),
                DisplayText.parameters(answer.model().parameters())
                        + (answer.model().activeParameters() < answer.model().parameters()
                                ? ", of which a token passes through "
                                        + DisplayText.parameters(answer.model().activeParameters())
                                : "")));
        if (answer.model().notes() != null) {
            facts.add(Fact.of("Its config.json", answer.model().notes()));
        }
        facts.add(new Fact(
                FieldLabels.field("tokens"),
                DisplayText.count(asked.tokens()) + " tokens",
                DisplayText.several(asked.epochs(), "epoch") + ", samples of "
                        + DisplayText.count(asked.sequenceLength()) + " tokens"));
        facts.add(fact("task", ChoiceText.task(asked.task())));
        if (asked.objective() != Objective.SFT) {
            facts.add(fact("objective", ChoiceText.objective(asked.objective())));
        }
        if (asked.prompts() != null) {
            facts.add(fact("prompts", DisplayText.count(asked.prompts())));
        }
        if (asked.generations() != null) {
            facts.add(fact("generations", DisplayText.count(asked.generations())));
        }
        if (asked.completionLength() != null) {
            facts.add(fact("completionLength", "at most " + DisplayText.count(asked.completionLength())));
        }
        if (asked.teacher() != null) {
            facts.add(fact("teacher", asked.teacher()));
        }
        if (asked.imagesPerSample() != null && asked.tokensPerImage() != null) {
            facts.add(new Fact(
                    FieldLabels.field("imagesPerSample"),
                    DisplayText.count(asked.imagesPerSample()),
                    "of " + DisplayText.count(asked.tokensPerImage()) + " tokens each"));
        }
        if (asked.risk() != null) {
            facts.add(fact("risk", ChoiceText.risk(asked.risk())));
        }
        if (asked.attention() != null) {
            facts.add(fact("attention", ChoiceText.attention(asked.attention())));
        }
        facts.add(fact("budgetUsd", asked.budgetUsd() == null ? "no limit" : DisplayText.dollars(asked.budgetUsd())));
        facts.add(fact(
                "deadlineHours",
                asked.deadlineHours() == null ? "no limit" : DisplayText.hours(asked.deadlineHours())));
        facts.add(fact("priority", ChoiceText.priority(asked.priority())));
        facts.add(fact(
                "methods",
                asked.methods().isEmpty()
                        ? "any"
                        : DisplayText.list(asked.methods().stream()
                                .map(DisplayText::method)
                                .toList())));
        facts.add(fact("gpus", any(asked.gpus(), names::gpu)));
        facts.add(fact("providers", any(asked.providers(), names::provider)));
        if (!asked.ownGpus().isEmpty()) {
            facts.add(fact(
                    "ownGpus",
                    DisplayText.list(asked.ownGpus().stream()
                            .map(machine -> machine.count() + "x "
                                    + (machine.gpu().id() == null
                                            ? machine.gpu().name()
                                            : names.gpu(machine.gpu().id())))
                            .toList())));
        }
        if (asked.rent() != null) {
            facts.add(fact("rent", ChoiceText.rent(asked.rent())));
        }
        if (!asked.excludeGpus().isEmpty()) {
            facts.add(fact("excludeGpus", any(asked.excludeGpus(), names::gpu)));
        }
        if (asked.nodes() != null) {
            facts.add(fact("nodes", Integer.toString(asked.nodes())));
        }
        if (!asked.regions().isEmpty()) {
            facts.add(fact("regions", DisplayText.list(asked.regions())));
        }
        if (!asked.tiers().isEmpty()) {
            facts.add(fact("tiers", DisplayText.list(asked.tiers())));
        }
        if (asked.minReliability() != null) {
            facts.add(fact("minReliability", DisplayText.share(asked.minReliability(), asked.minReliability())));
        }
        if (asked.interconnect() != null) {
            facts.add(fact("interconnect", asked.interconnect().label()));
        }
        if (asked.sessionHours() != null) {
            facts.add(fact("sessionHours", DisplayText.hours(asked.sessionHours())));
        }
        if (asked.samples() != null) {
            facts.add(fact("samples", DisplayText.count(asked.samples())));
        }
        facts.add(fact("maxGpus", Integer.toString(asked.maxGpus())));
        facts.add(fact("commitment", ChoiceText.commitment(asked.commitment())));
        facts.add(fact("reliability", ChoiceText.reliability(asked.reliability())));
        facts.add(fact("stack", names.stack(asked.stack())));
        facts.add(fact(
                "workload.inferenceCalls",
                workload.inferenceCalls() == null
                        ? "not said"
                        : DisplayText.count(workload.inferenceCalls()) + " in all"));
        facts.add(fact("workload.production", workload.production() ? "yes" : "no"));
        facts.add(fact("workload.variants", DisplayText.count(workload.variants())));
        facts.add(fact("workload.runsPerYear", DisplayText.count(workload.runsPerYear())));
        facts.add(fact("knowledge", ChoiceText.knowledge(asked.knowledge())));
        facts.add(fact("asOf", DisplayText.day(asked.asOf())));
        return facts;
    }

    /** What is trained on what. */
    String subject() {
        String name = asked.model() instanceof ModelAsk.Named
                ? answer.model().name() + " ("
                        + DisplayText.parameters(answer.model().parameters()) + ")"
                : answer.model().name() + " of "
                        + DisplayText.parameters(answer.model().parameters());
        return name + " on " + inShort()
                + (asked.objective() == Objective.SFT ? "" : ", to " + ChoiceText.objective(asked.objective()));
    }

    /** As in "10 million tokens, three epochs". */
    String inShort() {
        return DisplayText.count(asked.tokens()) + " tokens, " + DisplayText.several(asked.epochs(), "epoch");
    }

    String limits() {
        List<String> limits = new ArrayList<>();
        if (asked.budgetUsd() != null) {
            limits.add("a budget of " + DisplayText.dollars(asked.budgetUsd()));
        }
        if (asked.deadlineHours() != null) {
            limits.add("a deadline of " + DisplayText.hours(asked.deadlineHours()));
        }
        limits.add("at most " + DisplayText.several(asked.maxGpus(), "GPU"));
        return DisplayText.list(limits);
    }

    private static Fact fact(String field, String value) {
        return Fact.of(FieldLabels.field(field), DisplayText.sentence(value));
    }

    private static String any(List<String> ids, Function<String, String> name) {
        return ids.isEmpty() ? "any" : DisplayText.list(ids.stream().map(name).toList());
    }
}

package tunewise.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tunewise.advice.Recommendation;
import tunewise.question.ModelAsk;
import tunewise.question.Question;
import tunewise.question.Workload;

/** The question of an answer as it was understood. */
final class AskedView {
    private final Recommendation answer;
    private final Question asked;
    private final Names names;

    AskedView(Recommendation answer, Names names) {
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
                Words.field("model"),
                answer.model().name(),
                Words.parameters(answer.model().parameters())
                        + (answer.model().activeParameters() < answer.model().parameters()
                                ? ", of which a token passes through "
                                        + Words.parameters(answer.model().activeParameters())
                                : "")));
        facts.add(new Fact(
                Words.field("tokens"),
                Words.count(asked.tokens()) + " tokens",
                Words.several(asked.epochs(), "epoch") + ", samples of " + Words.count(asked.sequenceLength())
                        + " tokens"));
        facts.add(fact("task", Words.task(asked.task())));
        facts.add(fact("budgetUsd", asked.budgetUsd() == null ? "no limit" : Words.dollars(asked.budgetUsd())));
        facts.add(
                fact("deadlineHours", asked.deadlineHours() == null ? "no limit" : Words.hours(asked.deadlineHours())));
        facts.add(fact("priority", Words.priority(asked.priority())));
        facts.add(fact(
                "methods",
                asked.methods().isEmpty()
                        ? "any"
                        : Words.list(asked.methods().stream().map(Words::method).toList())));
        facts.add(fact("gpus", any(asked.gpus(), names::gpu)));
        facts.add(fact("providers", any(asked.providers(), names::provider)));
        facts.add(fact("maxGpus", Integer.toString(asked.maxGpus())));
        facts.add(fact("commitment", Words.commitment(asked.commitment())));
        facts.add(fact("reliability", Words.reliability(asked.reliability())));
        facts.add(fact("stack", names.stack(asked.stack())));
        facts.add(fact(
                "workload.inferenceCalls",
                workload.inferenceCalls() == null ? "not said" : Words.count(workload.inferenceCalls()) + " in all"));
        facts.add(fact("workload.production", workload.production() ? "yes" : "no"));
        facts.add(fact("workload.variants", Words.count(workload.variants())));
        facts.add(fact("workload.runsPerYear", Words.count(workload.runsPerYear())));
        facts.add(fact("knowledge", Words.knowledge(asked.knowledge())));
        facts.add(fact("asOf", Words.day(asked.asOf())));
        return facts;
    }

    /** What is trained on what. */
    String subject() {
        String name = asked.model() instanceof ModelAsk.Named
                ? answer.model().name() + " (" + Words.parameters(answer.model().parameters()) + ")"
                : answer.model().name() + " of "
                        + Words.parameters(answer.model().parameters());
        return name + " on " + Words.count(asked.tokens()) + " tokens, " + Words.several(asked.epochs(), "epoch");
    }

    String limits() {
        List<String> limits = new ArrayList<>();
        if (asked.budgetUsd() != null) {
            limits.add("a budget of " + Words.dollars(asked.budgetUsd()));
        }
        if (asked.deadlineHours() != null) {
            limits.add("a deadline of " + Words.hours(asked.deadlineHours()));
        }
        limits.add("at most " + Words.several(asked.maxGpus(), "GPU"));
        return Words.list(limits);
    }

    private static Fact fact(String field, String value) {
        return Fact.of(Words.field(field), Words.sentence(value));
    }

    private static String any(List<String> ids, Function<String, String> name) {
        return ids.isEmpty() ? "any" : Words.list(ids.stream().map(name).toList());
    }
}

package tunewise.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tunewise.catalog.Model;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.RulesLanguage;
import tunewise.plan.Quote;
import tunewise.question.Commitment;
import tunewise.question.Question;
import tunewise.question.QuestionBuilder;
import tunewise.question.Rent;

/**
 * The fewest limits that have to go together where no single one will do: all are lifted, then each is put back that
 * can be. Where nothing is feasible even without limits, no change of the question is.
 */
final class CombinedChange {
    private static final List<String> MONEY_AND_TIME = List.of("budgetUsd", "deadlineHours");

    private final Advisor advisor;
    private final Question question;
    private final Model model;
    private final int mostGpus;
    private final int shortest;
    private final int mostMachines;

    CombinedChange(Advisor advisor, Question question, Model model, int mostGpus) {
        this.advisor = advisor;
        this.question = question;
        this.model = model;
        this.mostGpus = mostGpus;
        this.mostMachines = (int) advisor.loaded().catalog().policy(PolicyValue.MOST_MACHINES_OFFERED);
        this.shortest = (int) advisor.loaded().catalog().policy(PolicyValue.SHORTEST_SAMPLE_TOKENS);
    }

    /** A limit of the question: whether it is set, and how it is lifted and put back. */
    private record Limit(
            String field,
            Predicate<Question> set,
            UnaryOperator<QuestionBuilder> lifted,
            UnaryOperator<QuestionBuilder> back) {}

    /** What people give up last comes first, and is put back first. */
    private List<Limit> limits() {
        return List.of(
                new Limit(
                        "sequenceLength",
                        asked -> asked.sequenceLength() > shortest,
                        edit -> edit.sequenceLength(shortest),
                        edit -> edit.sequenceLength(question.sequenceLength())),
                new Limit(
                        "nodes",
                        asked -> asked.machines() < mostMachines,
                        edit -> edit.nodes(mostMachines).maxGpus(mostMachines * mostGpus),
                        edit -> edit.nodes(question.nodes()).maxGpus(Math.max(question.maxGpus(), mostGpus))),
                new Limit(
                        "stack",
                        asked -> !asked.stack().equals(Question.DEFAULT_STACK),
                        edit -> edit.stack(Question.DEFAULT_STACK),
                        edit -> edit.stack(question.stack())),
                new Limit(
                        "methods",
                        asked -> !asked.methods().isEmpty(),
                        edit -> edit.methods(List.of()),
                        edit -> edit.methods(question.methods())),
                new Limit(
                        "commitment",
                        asked -> asked.commitment() != Commitment.ANY,
                        edit -> edit.commitment(Commitment.ANY),
                        edit -> edit.commitment(question.commitment())),
                new Limit(
                        "providers",
                        asked -> !asked.providers().isEmpty(),
                        edit -> edit.providers(List.of()),
                        edit -> edit.providers(question.providers())),
                new Limit(
                        "gpus",
                        asked -> !asked.gpus().isEmpty(),
                        edit -> edit.gpus(List.of()),
                        edit -> edit.gpus(question.gpus())),
                new Limit(
                        "excludeGpus",
                        asked -> !asked.excludeGpus().isEmpty(),
                        edit -> edit.excludeGpus(List.of()),
                        edit -> edit.excludeGpus(question.excludeGpus())),
                new Limit(
                        "rent",
                        asked -> !asked.rents(),
                        edit -> edit.rent(Rent.COMPARE),
                        edit -> edit.rent(question.rent())),
                new Limit(
                        "maxGpus",
                        asked -> asked.maxGpus() < mostGpus,
                        edit -> edit.maxGpus(Math.max(edit.maxGpus(), mostGpus)),
                        edit -> edit.maxGpus(question.maxGpus())),
                new Limit(
                        "budgetUsd",
                        asked -> asked.budgetUsd() != null,
                        edit -> edit.budgetUsd(null),
                        edit -> edit.budgetUsd(question.budgetUsd())),
                new Limit(
                        "deadlineHours",
                        asked -> asked.deadlineHours() != null,
                        edit -> edit.deadlineHours(null),
                        edit -> edit.deadlineHours(question.deadlineHours())));
    }

    Optional<Recommendation.Change> find() {
        boolean earlier = advisor.loaded().language() == RulesLanguage.V1;
        List<Limit> lifted = new ArrayList<>(limits().stream()
                .filter(limit -> limit.set().test(question))
                .filter(limit -> !earlier || MONEY_AND_TIME.contains(limit.field()))
                .toList());
        Question free = question;
        for (Limit limit : lifted) {
            free = limit.lifted().apply(QuestionBuilder.builder(free)).build();
        }
        if (advisor.decide(free, model).chosen().isEmpty()) {
            return Optional.empty();
        }
        for (Limit limit : List.copyOf(lifted)) {
            Question limited = limit.back().apply(QuestionBuilder.builder(free)).build();
            if (advisor.decide(limited, model).chosen().isPresent()) {
                free = limited;
                lifted.remove(limit);
            }
        }
        return least(free, lifted);
    }

    /** Of the limits that stay lifted, the least values that do. */
    private Optional<Recommendation.Change> least(Question free, List<Limit> lifted) {
        Decision decision = advisor.decide(free, model);
        boolean dear = lifted.stream().anyMatch(limit -> limit.field().equals("budgetUsd"));
        Quote quote = dear
                ? decision.ranked().stream()
                        .min(Comparator.comparingDouble(each -> each.jobUsd().high()))
                        .orElseThrow()
                : decision.chosen().orElseThrow();
        QuestionBuilder edit = QuestionBuilder.builder(free);
        Map<String, Object> to = new LinkedHashMap<>();
        for (Limit limit : lifted) {
            switch (limit.field()) {
                case "budgetUsd" ->
                    edit.budgetUsd(put(to, limit, Changes.up(quote.jobUsd().high())));
                case "deadlineHours" ->
                    edit.deadlineHours(
                            put(to, limit, Changes.up(quote.jobHours().high())));
                case "maxGpus" ->
                    edit.maxGpus(put(
                            to, limit, Math.max(question.maxGpus(), quote.plan().gpuCount())));
                case "nodes" -> {
                    edit.nodes(put(to, limit, quote.plan().nodes()));
                    edit.maxGpus(Math.max(question.maxGpus(), quote.plan().gpuCount()));
                    to.put("maxGpus", Math.max(question.maxGpus(), quote.plan().gpuCount()));
                }
                case "sequenceLength" -> put(to, limit, shortest);
                case "stack" -> put(to, limit, Question.DEFAULT_STACK);
                case "commitment" -> put(to, limit, Commitment.ANY.id());
                case "rent" -> put(to, limit, Rent.COMPARE.id());
                default -> put(to, limit, List.of());
            }
        }
        String fields = String.join(", ", to.keySet());
        Object value = to.size() == 1 ? to.values().iterator().next() : to;
        return advisor.decide(edit.build(), model).chosen().map(then -> Changes.change(fields, value, then));
    }

    private static <T> T put(Map<String, Object> to, Limit limit, T value) {
        to.put(limit.field(), value);
        return value;
    }
}

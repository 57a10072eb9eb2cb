package tunewise.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Model;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.RulesLanguage;
import tunewise.plan.Quote;
import tunewise.question.Question;
import tunewise.question.QuestionBuilder;

/**
 * The fewest limits that have to go together where no single one will do: all are lifted, then each is put back that
 * can be. Where nothing is feasible even without limits, no change of the question is.
 */
final class CombinedChange {
    private static final List<Limit> MONEY_AND_TIME = List.of(Limit.BUDGET, Limit.DEADLINE);

    private final Tried tried;
    private final Question question;
    private final Model model;
    private final int mostGpus;
    private final int shortest;
    private final int mostMachines;

    CombinedChange(Tried tried, Question question, Model model, int mostGpus) {
        this.tried = tried;
        this.question = question;
        this.model = model;
        this.mostGpus = mostGpus;
        this.mostMachines = (int) tried.loaded().catalog().policy(PolicyValue.MOST_MACHINES_OFFERED);
        this.shortest = (int) tried.loaded().catalog().policy(PolicyValue.SHORTEST_SAMPLE_TOKENS);
    }

    /** What people give up last comes first, and is put back first. */
    private List<Limit> limits() {
        Limit samples = new Limit(
                "sequenceLength",
                asked -> asked.sequenceLength() > shortest,
                edit -> edit.sequenceLength(shortest),
                asked -> edit -> edit.sequenceLength(asked.sequenceLength()),
                shortest);
        Limit nodes = new Limit(
                "nodes",
                asked -> asked.machines() < mostMachines,
                edit -> edit.nodes(mostMachines).maxGpus(mostMachines * mostGpus),
                asked -> edit -> edit.nodes(asked.nodes()).maxGpus(Math.max(asked.maxGpus(), mostGpus)),
                mostMachines);
        Limit gpus = new Limit(
                "maxGpus",
                asked -> asked.maxGpus() < mostGpus,
                edit -> edit.maxGpus(Math.max(edit.maxGpus(), mostGpus)),
                asked -> edit -> edit.maxGpus(asked.maxGpus()),
                mostGpus);
        return List.of(
                samples,
                nodes,
                Limit.STACK,
                Limit.METHODS,
                Limit.COMMITMENT,
                Limit.REGIONS,
                Limit.TIERS,
                Limit.ATTENTION,
                Limit.RELIABILITY,
                Limit.INTERCONNECT,
                Limit.PROVIDERS,
                Limit.GPUS,
                Limit.EXCLUDED_GPUS,
                Limit.RENT,
                gpus,
                Limit.BUDGET,
                Limit.DEADLINE);
    }

    Optional<Recommendation.Change> find() {
        boolean earlier = tried.loaded().language() == RulesLanguage.V1;
        List<Limit> lifted = new ArrayList<>(limits().stream()
                .filter(limit -> limit.set().test(question))
                .filter(limit -> !earlier || MONEY_AND_TIME.contains(limit))
                .toList());
        Question free = question;
        for (Limit limit : lifted) {
            free = limit.without(free);
        }
        Decision decision = tried.rank(free, model);
        if (decision.chosen().isEmpty()) {
            return Optional.empty();
        }
        for (Limit limit : List.copyOf(lifted)) {
            Question limited = limit.as(question, free);
            Decision withIt = tried.rank(limited, model);
            if (withIt.chosen().isPresent()) {
                free = limited;
                decision = withIt;
                lifted.remove(limit);
            }
        }
        return least(free, decision, lifted);
    }

    /** Of the limits that stay lifted, the least values that do. */
    private Optional<Recommendation.Change> least(Question free, Decision decision, List<Limit> lifted) {
        boolean dear = lifted.contains(Limit.BUDGET);
        Quote quote = dear
                ? decision.ranked().stream()
                        .min(Comparator.comparingDouble(each -> each.jobUsd().high()))
                        .orElseThrow()
                : decision.chosen().orElseThrow();
        QuestionBuilder edit = QuestionBuilder.builder(free);
        Map<String, @Nullable Object> to = new LinkedHashMap<>();
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
                default -> to.put(limit.field(), limit.free());
            }
        }
        String fields = String.join(", ", to.keySet());
        Object value = to.size() == 1 ? to.values().iterator().next() : to;
        return tried.rank(edit.build(), model).chosen().map(then -> Changes.change(fields, value, then));
    }

    private static <T> T put(Map<String, @Nullable Object> to, Limit limit, T value) {
        to.put(limit.field(), value);
        return value;
    }
}

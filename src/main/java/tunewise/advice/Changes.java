package tunewise.advice;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Architecture;
import tunewise.catalog.Catalog;
import tunewise.catalog.Model;
import tunewise.catalog.Offer;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.RulesLanguage;
import tunewise.catalog.Tier;
import tunewise.plan.Quote;
import tunewise.question.Commitment;
import tunewise.question.Knowledge;
import tunewise.question.Question;
import tunewise.question.QuestionBuilder;
import tunewise.question.Reliability;
import tunewise.training.Method;
import tunewise.training.Objective;

/**
 * The smallest changes of a question that has no answer: each limit is lifted alone, the least value that does is
 * computed, and the changed question is asked again before it is offered. Where no single limit will do, those that have
 * to go together are named.
 */
final class Changes {
    private final Tried tried;
    private final Question question;
    private final Model model;

    Changes(Tried tried, Question question, Model model) {
        this.tried = tried;
        this.question = question;
        this.model = model;
    }

    List<Recommendation.Change> find() {
        List<Recommendation.Change> changes = new ArrayList<>();
        if (question.budgetUsd() != null) {
            least(Limit.BUDGET, quote -> quote.jobUsd().high())
                    .flatMap(usd ->
                            offered("budgetUsd", usd, edit().budgetUsd(usd).build()))
                    .ifPresent(changes::add);
        }
        if (question.deadlineHours() != null) {
            least(Limit.DEADLINE, quote -> quote.jobHours().high())
                    .flatMap(hours -> offered(
                            "deadlineHours", hours, edit().deadlineHours(hours).build()))
                    .ifPresent(changes::add);
        }
        for (Limit limit :
                List.of(Limit.RENT, Limit.METHODS, Limit.GPUS, Limit.PROVIDERS, Limit.REGIONS, Limit.ATTENTION)) {
            lifted(limit).ifPresent(changes::add);
        }
        if (question.knowledge() == Knowledge.EVIDENCE) {
            otherTiers().ifPresent(changes::add);
        }
        lifted(Limit.RELIABILITY).ifPresent(changes::add);
        lifted(Limit.INTERCONNECT).ifPresent(changes::add);
        for (int more = question.maxGpus() * 2; more <= mostGpus(); more *= 2) {
            Optional<Recommendation.Change> change =
                    offered("maxGpus", more, edit().maxGpus(more).build());
            if (change.isPresent()) {
                changes.add(change.get());
                break;
            }
        }
        lifted(Limit.COMMITMENT).ifPresent(changes::add);
        if (question.commitment() == Commitment.ON_DEMAND && question.reliability() == Reliability.NORMAL) {
            offered(
                            "commitment",
                            Commitment.SPOT.id(),
                            edit().commitment(Commitment.SPOT).build())
                    .ifPresent(changes::add);
        }
        otherStack().ifPresent(changes::add);
        shorterSamples((int) catalog().policy(PolicyValue.SHORTEST_SAMPLE_TOKENS), any -> true)
                .ifPresent(changes::add);
        firstDayOfPrices()
                .filter(day -> day.isAfter(question.asOf()))
                .flatMap(day -> offered("asOf", day.toString(), edit().asOf(day).build()))
                .ifPresent(changes::add);
        if (tried.loaded().language() == RulesLanguage.V1) {
            // Answers of that day knew no more than these.
            if (changes.isEmpty()) {
                combined().ifPresent(changes::add);
            }
            return changes;
        }
        new HostMemory(tried, question, model).find().ifPresent(change -> changes.add(0, change));
        otherObjective().ifPresent(changes::add);
        lifted(Limit.RISK).ifPresent(changes::add);
        lifted(Limit.EXCLUDED_GPUS).ifPresent(changes::add);
        SmallerJobs smaller = new SmallerJobs(tried, question, model);
        smaller.fewerEpochs().ifPresent(changes::add);
        smaller.fewerTokens().ifPresent(changes::add);
        if (question.knowledge() == Knowledge.EVIDENCE) {
            smaller.smallerModel().ifPresent(changes::add);
        }
        if (changes.stream().noneMatch(change -> sameJob(change.field()))) {
            combined()
                    .filter(several ->
                            changes.stream().noneMatch(change -> change.field().equals(several.field())))
                    .ifPresent(changes::add);
        }
        return changes;
    }

    /** Changes that give the choice more room than this share of its GPU, for about the same money. */
    List<Recommendation.Change> forRoom(double share, Quote chosen) {
        double most = chosen.jobUsd().central() * (1 + catalog().policy(PolicyValue.ROOM_EXTRA_COST_SHARE));
        double shortest = Math.max(
                catalog().policy(PolicyValue.SHORTEST_SAMPLE_TOKENS),
                question.sequenceLength() * catalog().policy(PolicyValue.SHORTEST_SAMPLE_SHARE));
        return shorterSamples(
                        (int) shortest,
                        quote -> !quote.plan().fills(share) && quote.jobUsd().central() <= most)
                .stream()
                .toList();
    }

    /** Training all weights, where the choice keeps less of the quality. */
    Optional<Recommendation.Change> allWeights(Quote chosen) {
        Question all = edit().methods(List.of(Method.FULL)).build();
        return tried.rank(all, model)
                .chosen()
                .filter(quote -> quote.plan().qualityLow() > chosen.plan().qualityHigh())
                .map(quote -> change("methods", List.of(Method.FULL.id()), quote));
    }

    /** What an encoder can learn, where it was to write. */
    private Optional<Recommendation.Change> otherObjective() {
        return model.architecture()
                .filter(Architecture::encoder)
                .filter(any -> question.objective() != Objective.CLASSIFICATION)
                .flatMap(any -> offered(
                        "objective",
                        Objective.CLASSIFICATION.id(),
                        edit().objective(Objective.CLASSIFICATION)
                                .prompts(null)
                                .generations(null)
                                .completionLength(null)
                                .teacher(null)
                                .build()));
    }

    /** Of the trainers that hold it, and take every model that transformers has, the one that comes cheapest. */
    private Optional<Recommendation.Change> otherStack() {
        if (question.knowledge() == Knowledge.GUIDE) {
            return Optional.empty();
        }
        return catalog().stacks().stream()
                .filter(stack -> stack.offered() && stack.huggingFace())
                .filter(stack -> !stack.id().equals(question.stack()))
                .flatMap(stack ->
                        offered("stack", stack.id(), edit().stack(stack.id()).build()).stream())
                .min(Comparator.comparingDouble(Recommendation.Change::costUsd));
    }

    /** The tier that makes it feasible for the least money, where one more is allowed. */
    private Optional<Recommendation.Change> otherTiers() {
        List<String> allowed = question.tiers().isEmpty()
                ? catalog().market().tiers().stream()
                        .filter(Tier::usual)
                        .map(Tier::id)
                        .toList()
                : question.tiers();
        return catalog().market().tiers().stream()
                .map(Tier::id)
                .filter(tier -> !allowed.contains(tier))
                .map(tier -> Stream.concat(allowed.stream(), Stream.of(tier))
                        .sorted()
                        .toList())
                .flatMap(tiers -> offered("tiers", tiers, edit().tiers(tiers).build()).stream())
                .min(Comparator.comparingDouble(Recommendation.Change::costUsd));
    }

    /** Half the sequence length as often as it takes, down to a length that still makes sense. */
    private Optional<Recommendation.Change> shorterSamples(int shortest, Predicate<Quote> enough) {
        for (int length = question.sequenceLength() / 2; length >= shortest; length /= 2) {
            Question shorter = edit().sequenceLength(length).build();
            Optional<Quote> chosen = tried.rank(shorter, model).chosen().filter(enough);
            if (chosen.isPresent()) {
                return Optional.of(change("sequenceLength", length, chosen.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<LocalDate> firstDayOfPrices() {
        return catalog().offers().stream().map(Offer::validFrom).min(Comparator.naturalOrder());
    }

    private Optional<Recommendation.Change> combined() {
        return new CombinedChange(tried, question, model, mostGpus()).find();
    }

    /** Whether a set-up may be the answer: who owns machines is not told to rent unless that was allowed. */
    static boolean answers(Question question, Quote quote) {
        return question.rent() != null
                || !question.ownFirst()
                || quote.plan().gpu().owned();
    }

    /** Whether a change leaves the job as it was asked for. */
    private static boolean sameJob(String field) {
        return !List.of("model", "tokens", "epochs", "sequenceLength", "objective")
                .contains(field);
    }

    private Optional<Double> least(Limit limit, Function<Quote, Double> figure) {
        return tried.rank(limit.without(question), model).ranked().stream()
                .filter(quote -> answers(question, quote))
                .map(figure)
                .min(Comparator.naturalOrder())
                .map(Changes::up);
    }

    /** A limit lifted whole, where it is set and that is enough. */
    private Optional<Recommendation.Change> lifted(Limit limit) {
        return limit.set().test(question)
                ? offered(limit.field(), limit.free(), limit.without(question))
                : Optional.empty();
    }

    private Optional<Recommendation.Change> offered(String field, @Nullable Object to, Question changed) {
        return tried.rank(changed, model).chosen().map(quote -> change(field, to, quote));
    }

    static Recommendation.Change change(String field, @Nullable Object to, Quote then) {
        return new Recommendation.Change(
                field,
                to,
                Setup.of(then),
                Rounded.of(then.jobUsd().central(), 2),
                Rounded.of(then.jobHours().central(), 2));
    }

    /** The next cent, or hundredth of an hour, that is not below. */
    static double up(double value) {
        return Math.ceil(value * 100 - 1e-9) / 100;
    }

    private int mostGpus() {
        return catalog().gpuCounts().stream().max(Comparator.naturalOrder()).orElse(1);
    }

    private Catalog catalog() {
        return tried.loaded().catalog();
    }

    private QuestionBuilder edit() {
        return QuestionBuilder.builder(question);
    }
}

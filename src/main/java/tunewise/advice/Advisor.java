package tunewise.advice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tunewise.catalog.Model;
import tunewise.catalog.PolicyValue;
import tunewise.estimate.Estimator;
import tunewise.estimate.accuracy.PublishedRuns;
import tunewise.estimate.accuracy.PublishedRuns.Place;
import tunewise.plan.Quote;
import tunewise.question.AllowedNames;
import tunewise.question.Knowledge;
import tunewise.question.Question;
import tunewise.question.QuestionBuilder;
import tunewise.rulebook.RuleSession;

/** Question in, recommendation out; the same every time for the same release. Safe for use by several threads. */
public final class Advisor {
    private final LoadedRelease loaded;
    private final PhaseOrder phases;
    private final ReleaseMemory release;
    private final Models models;
    private final Estimates estimates;
    private final PublishedRuns published;
    private final boolean quick;

    public Advisor(LoadedRelease loaded) {
        this(loaded, true);
    }

    private Advisor(LoadedRelease loaded, boolean quick) {
        Estimator estimator = Estimator.of(loaded.catalog());
        this.loaded = loaded;
        this.quick = quick;
        this.phases = PhaseOrder.of(loaded.language());
        this.release = new ReleaseMemory(loaded.catalog(), estimator, quick);
        this.models = new Models(loaded.catalog(), loaded.names());
        this.published = PublishedRuns.of(loaded.catalog(), estimator);
        this.estimates = new Estimates(loaded.catalog(), models, estimator, published);
    }

    /** One that remembers nothing and decides everything in full, to hold the usual one against. */
    static Advisor plain(LoadedRelease loaded) {
        return new Advisor(loaded, false);
    }

    public LoadedRelease loaded() {
        return loaded;
    }

    /** Answers a question whose fields, model included, have been checked. */
    public Recommendation advise(Question question, String id, Instant createdAt) {
        Model model = models.resolve(question.model());
        Optional<Decision> guide = guide(question, model);
        Decision decision = decide(question, model, guide.flatMap(Decision::chosen), quote -> false);
        List<Recommendation.Change> changes = changes(question, model, decision);
        return new RecommendationBuilder(loaded, question, model, decision, guide.orElse(decision))
                .recommendation(id, createdAt, changes, measured(question, model, decision));
    }

    /**
     * The answer that another of its feasible set-ups would make in the place of the preferred one, by the key of
     * {@link Recommendation.Feasible}; without an id, and empty where no such set-up is feasible.
     */
    public Optional<Recommendation> instead(Question question, String key, Instant createdAt) {
        Model model = models.resolve(question.model());
        Optional<Decision> guide = guide(question, model);
        Predicate<Quote> taken = quote -> Setup.of(quote).key().equals(key);
        Decision decision = decide(question, model, guide.flatMap(Decision::chosen), taken);
        return decision.chosen().filter(taken).map(any -> new RecommendationBuilder(
                        loaded, question, model, decision, guide.orElseGet(() -> rank(question, model)))
                .recommendation("", createdAt, List.of(), measured(question, model, decision)));
    }

    /** What the guide's lens decides, where the question has another. */
    private Optional<Decision> guide(Question question, Model model) {
        return question.knowledge() == Knowledge.GUIDE
                ? Optional.empty()
                : Optional.of(rank(
                        QuestionBuilder.builder(question)
                                .knowledge(Knowledge.GUIDE)
                                .build(),
                        model));
    }

    private List<MeasuredRun> measured(Question question, Model model, Decision decision) {
        return decision.chosen()
                .map(Quote::plan)
                .map(plan -> MeasuredRun.of(published.near(new Place(
                        model,
                        plan.method(),
                        plan.quantization(),
                        plan.microBatch(),
                        question.sequenceLength(),
                        plan.stack(),
                        plan.gpu().kind(),
                        plan.gpuCount()))))
                .orElse(List.of());
    }

    /** What would make a set-up feasible, keep more of the quality, or give one that barely fits more room. */
    private List<Recommendation.Change> changes(Question question, Model model, Decision decision) {
        Changes changes = new Changes(new Tried(this, quick), question, model);
        double tight = loaded.catalog().policy(PolicyValue.BARELY_FITS_SHARE);
        if (decision.chosen().isEmpty()) {
            return changes.find();
        }
        if (question.knowledge() == Knowledge.GUIDE) {
            return List.of();
        }
        Quote chosen = decision.chosen().orElseThrow();
        List<Recommendation.Change> better = new ArrayList<>();
        if (chosen.plan().qualityHigh() < loaded.catalog().policy(PolicyValue.POOR_QUALITY_SHARE)) {
            changes.allWeights(chosen).ifPresent(better::add);
        }
        if (chosen.plan().fills(tight)) {
            better.addAll(changes.forRoom(tight, chosen));
        }
        return better;
    }

    /** What a question comes to, as far as set-ups are ranked by it. */
    Decision rank(Question question, Model model) {
        if (!quick) {
            return decide(question, model, Optional.empty(), quote -> false);
        }
        try (RuleSession rules = loaded.rulebook().consultUntraced()) {
            return run(question, model).rank(rules, phases);
        }
    }

    private Decision decide(Question question, Model model, Optional<Quote> guideChoice, Predicate<Quote> taken) {
        try (RuleSession rules =
                quick ? loaded.rulebook().consult() : loaded.rulebook().consultAnew()) {
            return run(question, model).decide(rules, phases, guideChoice, taken);
        }
    }

    private DecisionRun run(Question question, Model model) {
        return new DecisionRun(release, question, model, EvidencePlans.aim(question, models));
    }

    /** What questions may name when they are asked on this day. */
    public AllowedNames vocabulary(LocalDate today) {
        return models.forQuestions(today);
    }

    /** Estimates by the same catalogs. */
    public Estimates estimates() {
        return estimates;
    }
}

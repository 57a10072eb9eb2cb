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
    private final Estimator estimator;
    private final Models models;
    private final Estimates estimates;
    private final PublishedRuns published;

    public Advisor(LoadedRelease loaded) {
        this.loaded = loaded;
        this.phases = PhaseOrder.of(loaded.language());
        this.estimator = Estimator.of(loaded.catalog());
        this.models = new Models(loaded.catalog(), loaded.names());
        this.published = PublishedRuns.of(loaded.catalog(), estimator);
        this.estimates = new Estimates(loaded.catalog(), models, estimator, published);
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
        Predicate<Quote> taken =
                quote -> RecommendationBuilder.setup(quote).key().equals(key);
        Decision decision = decide(question, model, guide.flatMap(Decision::chosen), taken);
        return decision.chosen().filter(taken).map(any -> new RecommendationBuilder(
                        loaded, question, model, decision, guide.orElseGet(() -> decide(question, model)))
                .recommendation("", createdAt, List.of(), measured(question, model, decision)));
    }

    /** What the guide's lens decides, where the question has another. */
    private Optional<Decision> guide(Question question, Model model) {
        return question.knowledge() == Knowledge.GUIDE
                ? Optional.empty()
                : Optional.of(decide(
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
        Changes changes = new Changes(this, question, model);
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

    Decision decide(Question question, Model model) {
        return decide(question, model, Optional.empty(), quote -> false);
    }

    private Decision decide(Question question, Model model, Optional<Quote> guideChoice, Predicate<Quote> taken) {
        try (RuleSession rules = loaded.rulebook().consult()) {
            return new DecisionRun(
                            loaded.catalog(),
                            estimator,
                            question,
                            model,
                            EvidencePlans.aim(question, models),
                            guideChoice,
                            taken)
                    .decide(rules, phases);
        }
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

package tunewise.advice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate.Likelihood;
import tunewise.advice.Estimate.Memory;
import tunewise.advice.Estimate.QualityShare;
import tunewise.advice.Recommendation.Alternative;
import tunewise.advice.Recommendation.CaveatText;
import tunewise.advice.Recommendation.Change;
import tunewise.advice.Recommendation.ExcludedSetup;
import tunewise.advice.Recommendation.Feasible;
import tunewise.advice.Recommendation.FiredRule;
import tunewise.advice.Recommendation.Guide;
import tunewise.advice.Recommendation.ModelSummary;
import tunewise.advice.Recommendation.Outcome;
import tunewise.advice.Recommendation.PartialSetup;
import tunewise.advice.Recommendation.Training;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.PolicyValue;
import tunewise.estimate.Fit;
import tunewise.plan.AdaptersFound;
import tunewise.plan.Caveat;
import tunewise.plan.CountLimit;
import tunewise.plan.Difference;
import tunewise.plan.Exclusion;
import tunewise.plan.Finding;
import tunewise.plan.GateClosed;
import tunewise.plan.LearningFound;
import tunewise.plan.MemoryNeed;
import tunewise.plan.NamedPick;
import tunewise.plan.OptimizerFound;
import tunewise.plan.PackingFound;
import tunewise.plan.Plan;
import tunewise.plan.Quote;
import tunewise.plan.Scope;
import tunewise.question.Question;
import tunewise.rulebook.Firing;

/** Puts a decision into the words of the contract, with figures rounded to what they are worth. */
final class RecommendationBuilder {
    private final LoadedRelease loaded;
    private final Question question;
    private final Model model;
    private final Decision decision;
    private final Decision guide;
    private final JobHours job;

    /** guide is what the guide's lens decides, the decision itself where that is the lens. */
    RecommendationBuilder(LoadedRelease loaded, Question question, Model model, Decision decision, Decision guide) {
        this.loaded = loaded;
        this.question = question;
        this.model = model;
        this.decision = decision;
        this.guide = guide;
        this.job = new JobHours(loaded.catalog(), model);
    }

    Recommendation recommendation(String id, Instant createdAt, List<Change> changes, List<MeasuredRun> measured) {
        Quote chosen = decision.chosen().orElse(null);
        return new Recommendation(
                id,
                createdAt,
                outcome(chosen),
                question.knowledge(),
                question,
                ModelSummary.of(model),
                chosen == null ? null : Setup.of(chosen),
                chosen == null ? null : estimate(chosen),
                chosen == null ? null : training(chosen),
                alternatives(chosen),
                decision.ranked().stream().map(RecommendationBuilder::feasible).toList(),
                guide(chosen),
                measured,
                decision.managed(),
                excluded(),
                changes,
                caveats(),
                rules(chosen),
                new Recommendation.Release(loaded.release(), loaded.publishedAt()));
    }

    private Outcome outcome(@Nullable Quote chosen) {
        if (!decision.findings(GateClosed.class).isEmpty()) {
            return Outcome.NOT_ADVISED;
        }
        return chosen == null ? Outcome.NOT_FEASIBLE : Outcome.RECOMMENDED;
    }

    private Estimate estimate(Quote quote) {
        Plan plan = quote.plan();
        MemoryNeed need = plan.memory();
        Memory memory = new Memory(
                Rounded.of(need.weights(), 2),
                Rounded.of(need.gradients()),
                Rounded.of(need.optimizer()),
                Rounded.of(need.activations()),
                Rounded.of(need.logits()),
                Rounded.of(need.overhead()),
                Rounded.of(need.total(), 2),
                Rounded.of(need.low(), 2),
                Rounded.of(need.high(), 2),
                plan.gpu().usableGib());
        return new Estimate(
                memory,
                Rounded.of(plan.tokensPerSecond(), 1),
                Rounded.of(plan.hours(), 2),
                Rounded.of(quote.costUsd(), 2),
                Rounded.of(quote.usdPerHour(), 4),
                plan.generationShare() == 0
                        ? null
                        : new Estimate.Generation(
                                Rounded.of(plan.hours().times(plan.generationShare()), 2),
                                Rounded.of(quote.costUsd().times(plan.generationShare()), 2)),
                quote.jobHours().equals(plan.hours())
                        ? null
                        : new Estimate.Job(
                                Rounded.of(quote.jobHours(), 2),
                                Rounded.of(quote.jobUsd(), 2),
                                job.known() ? job.parts(quote) : null),
                quality(plan),
                plan.fit() == Fit.YES ? null : Likelihood.of(plan.fit(), plan.fitProbability()));
    }

    private static QualityShare quality(Plan plan) {
        return new QualityShare(Rounded.of(plan.qualityLow(), 6), Rounded.of(plan.qualityHigh(), 6));
    }

    /** What rules found for the trainer; null where none says how fast to learn. */
    private @Nullable Training training(Quote chosen) {
        LearningFound learning = first(LearningFound.class).orElse(null);
        if (learning == null) {
            return null;
        }
        Optional<AdaptersFound> adapters = first(AdaptersFound.class);
        return new Training(
                learning.learningRate(),
                learning.schedule(),
                learning.steps(),
                learning.warmUpSteps(),
                learning.weightDecay(),
                learning.gradientClip(),
                adapters.map(AdaptersFound::alpha).orElse(null),
                adapters.map(AdaptersFound::dropout).orElse(null),
                first(PackingFound.class).isPresent(),
                first(OptimizerFound.class)
                        .map(OptimizerFound::optimizer)
                        .orElse(chosen.plan().optimizer()));
    }

    private <F extends Finding> Optional<F> first(Class<F> kind) {
        return decision.findings(kind).stream().findFirst();
    }

    private static Feasible feasible(Quote quote) {
        Plan plan = quote.plan();
        return new Feasible(
                plan.method(),
                plan.rank(),
                plan.gpu().kind(),
                plan.gpu().name(),
                plan.gpuCount(),
                quote.provider().id(),
                quote.provider().name(),
                quote.offer().id(),
                Rounded.of(quote.jobHours().central(), 2),
                Rounded.of(quote.jobUsd().central(), 2),
                Rounded.of(plan.memory().high(), 2),
                quality(plan));
    }

    private List<Alternative> alternatives(@Nullable Quote chosen) {
        if (chosen == null) {
            return List.of();
        }
        List<Alternative> alternatives = new ArrayList<>();
        new Labels(loaded.catalog(), question, decision, chosen)
                .others()
                .forEach((quote, names) ->
                        alternatives.add(new Alternative(String.join(", ", names), Setup.of(quote), estimate(quote))));
        return alternatives;
    }

    /** By the guide's lens what it names first; by the evidence what the guide's lens would have chosen, and why not. */
    private @Nullable Guide guide(@Nullable Quote chosen) {
        Quote picked = guide.findings(NamedPick.class).stream()
                .filter(pick -> pick.weight() == NamedPick.Weight.DECIDES)
                .flatMap(pick -> guide.ranked().stream().filter(pick::concerns).limit(1))
                .findFirst()
                .or(guide::chosen)
                .orElse(null);
        if (picked == null) {
            return null;
        }
        List<CaveatText> differences = texts(decision, Difference.class);
        List<String> because = differences.stream()
                .flatMap(caveat -> caveat.sources().stream())
                .distinct()
                .sorted()
                .toList();
        boolean agrees = chosen != null && samePlan(picked.plan(), chosen.plan());
        return new Guide(Setup.of(picked), estimate(picked), agrees, because, differences);
    }

    private static boolean samePlan(Plan one, Plan other) {
        return one.method() == other.method()
                && one.gpu().kind().equals(other.gpu().kind())
                && one.gpuCount() == other.gpuCount();
    }

    private List<ExcludedSetup> excluded() {
        List<ExcludedSetup> excluded = new ArrayList<>();
        for (Firing firing : decision.firings()) {
            if (firing.finding() instanceof Exclusion exclusion) {
                excluded.add(new ExcludedSetup(
                        partial(exclusion.scope()), firing.rule().id(), exclusion.text()));
            } else if (firing.finding() instanceof CountLimit limit && limit.most() < mostGpus()) {
                excluded.add(new ExcludedSetup(
                        partial(Scope.of(limit.method())),
                        firing.rule().id(),
                        "more than " + limit.most() + (limit.most() == 1 ? " GPU: " : " GPUs: ") + limit.text()));
            }
        }
        return excluded;
    }

    private double mostGpus() {
        return loaded.catalog().policy(PolicyValue.LARGE_MODEL_GPUS);
    }

    private PartialSetup partial(Scope scope) {
        String gpu = scope.gpu();
        String kind = gpu == null ? null : gpu.substring(gpu.indexOf(':') + 1);
        String gpuName = gpu == null || kind == null
                ? null
                : loaded.catalog().gpu(kind).map(Gpu::name).orElseGet(() -> own(gpu, kind));
        return new PartialSetup(
                scope.method(), scope.rank(), kind, gpuName, scope.gpuCount(), scope.provider(), scope.offer());
    }

    private String own(String id, String kind) {
        return new OwnMachines(question, loaded.catalog())
                .gpus().stream()
                        .filter(gpu -> gpu.id().equals(id))
                        .map(Gpu::name)
                        .findFirst()
                        .orElse(kind);
    }

    private List<CaveatText> caveats() {
        List<CaveatText> caveats = new ArrayList<>(texts(decision, GateClosed.class));
        caveats.addAll(texts(decision, Caveat.class));
        return caveats;
    }

    private static List<CaveatText> texts(Decision decision, Class<? extends Finding> kind) {
        return decision.firings().stream()
                .filter(firing -> kind.isInstance(firing.finding()))
                .map(firing -> new CaveatText(
                        firing.rule().id(),
                        firing.finding().text(),
                        firing.rule().sources()))
                .distinct()
                .toList();
    }

    private List<FiredRule> rules(@Nullable Quote chosen) {
        List<FiredRule> fired = new ArrayList<>();
        for (Firing firing : decision.firings()) {
            fired.add(new FiredRule(
                    fired.size() + 1,
                    firing.rule().id(),
                    firing.rule().sentence(),
                    firing.rule().phase(),
                    firing.rule().file(),
                    firing.rule().line(),
                    firing.rule().sources(),
                    firing.facts(),
                    firing.finding().text(),
                    chosen != null && firing.finding().concerns(chosen)));
        }
        return fired;
    }
}

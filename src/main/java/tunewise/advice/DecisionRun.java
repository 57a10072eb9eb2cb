package tunewise.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.ModelNames;
import tunewise.catalog.Offer;
import tunewise.catalog.PolicyValue;
import tunewise.catalog.Speed;
import tunewise.catalog.Stack;
import tunewise.estimate.ObjectiveSetup;
import tunewise.estimate.SizePosition;
import tunewise.plan.Chosen;
import tunewise.plan.Exclusion;
import tunewise.plan.Finding;
import tunewise.plan.GuideChoice;
import tunewise.plan.NamedPick;
import tunewise.plan.Plan;
import tunewise.plan.Quote;
import tunewise.plan.ReserveFound;
import tunewise.plan.TargetModel;
import tunewise.question.Knowledge;
import tunewise.question.ModelAsk;
import tunewise.question.Question;
import tunewise.rulebook.RuleSession;
import tunewise.rulebook.language.Phase;
import tunewise.training.AdapterTargets;

/**
 * Takes one question through the phases. Facts are inserted as they become known: question, model, catalog, GPUs and
 * offers first; plans once methods are sized; quotes for the plans that are left; the chosen quote once they are ranked.
 */
final class DecisionRun {
    private final ReleaseMemory release;
    private final Catalog catalog;
    private final Question question;
    private final Model model;
    private final Pricing pricing;
    private final ObjectiveSetup aim;

    DecisionRun(ReleaseMemory release, Question question, Model model, ObjectiveSetup aim) {
        this.release = release;
        this.catalog = release.catalog();
        this.aim = aim;
        this.question = question;
        this.model = model;
        this.pricing = new Pricing(question, release, model);
    }

    /** What nothing excludes, best first, with the picks that were named on the way; nothing is said of the first. */
    Decision rank(RuleSession rules, PhaseOrder phases) {
        List<Quote> left = left(rules, phases);
        return left.isEmpty()
                ? new Decision(List.of(), List.of(), List.of())
                : new Decision(ranked(rules, left), rules.firings(NamedPick.class), List.of());
    }

    /**
     * Likewise, with the settings of the first and what must be said of it.
     *
     * @param guideChoice what the guide's lens would choose, where the lens is another
     * @param taken what goes before all that is ranked, whatever rules prefer
     */
    Decision decide(RuleSession rules, PhaseOrder phases, Optional<Quote> guideChoice, Predicate<Quote> taken) {
        ManagedServices managed = new ManagedServices(question, model, release);
        List<Quote> ranked = ranked(rules, left(rules, phases)).stream()
                .sorted(Comparator.comparing(quote -> !taken.test(quote)))
                .toList();
        if (!ranked.isEmpty()) {
            Quote first = ranked.get(0);
            long age = question.asOf().toEpochDay() - first.offer().looked().toEpochDay();
            rules.insert(List.of(new Chosen(first, age, pricing.rise(first.offer()))));
            rules.insert(pricing.rented().about(first));
            rules.insert(catalog.recipes().stream()
                    .filter(recipe ->
                            recipe.method() == first.plan().method() && recipe.objective() == question.objective())
                    .toList());
            phases.settings(rules);
        }
        rules.insert(managed.quotes());
        guideChoice.ifPresent(quote -> rules.insert(List.of(new GuideChoice(quote))));
        rules.run(Phase.CAVEATS);
        return new Decision(ranked, rules.firings(), managed.beside(rules.firings()));
    }

    /** The quotes that nothing excludes. */
    private List<Quote> left(RuleSession rules, PhaseOrder phases) {
        List<Offer> offers = pricing.offers();
        List<Gpu> gpus = pricing.gpus();
        rules.insert(knownFromTheStart(gpus));
        rules.insert(pricing.rented().leftOut());
        phases.beforePhases(rules, gpus, offers);
        rules.run(Phase.GATES);
        rules.run(Phase.METHODS);
        rules.run(Phase.SIZING);
        rules.run(Phase.ELIGIBILITY);

        SizingFindings sizing = new SizingFindings(rules.findings(Finding.class));
        List<Plan> plans = plans(sizing).on(gpus);
        phases.beforePlans(rules, gpus, offers);
        rules.insert(plans);
        rules.run(Phase.ELIGIBILITY);

        Exclusions excluded = new Exclusions(rules.findings(Exclusion.class));
        List<Plan> leftPlans =
                plans.stream().filter(plan -> !excluded.cover(plan)).toList();
        List<Quote> quotes = pricing.quotes(leftPlans, offers, rules.findings(ReserveFound.class));
        rules.insert(quotes);
        rules.run(Phase.ELIGIBILITY);

        Exclusions excludedQuotes = new Exclusions(rules.findings(Exclusion.class));
        return quotes.stream().filter(quote -> !excludedQuotes.name(quote)).toList();
    }

    private List<Quote> ranked(RuleSession rules, List<Quote> left) {
        rules.run(Phase.PREFERENCE);
        return new Ranking(
                        question.priority(),
                        catalog.policy(PolicyValue.NEAR_TIE_SHARE),
                        catalog.policy(PolicyValue.VALUE_OF_AN_HOUR_USD),
                        catalog.policy(PolicyValue.VALUE_OF_ATTENTION_USD),
                        catalog.policy(PolicyValue.QUALITY_NOISE_SHARE),
                        rules.findings(Finding.class))
                .order(left);
    }

    private boolean byTheGuide() {
        return question.knowledge() == Knowledge.GUIDE;
    }

    private Plans plans(SizingFindings sizing) {
        return byTheGuide()
                ? new GuidePlans(question, sizing, catalog)
                : new EvidencePlans(question, sizing, model, release, pricing, aim);
    }

    private List<Object> knownFromTheStart(List<Gpu> gpus) {
        SizePosition size = SizePosition.of(model.parametersB(), catalog.sizeClasses());
        List<Object> facts = new ArrayList<>();
        facts.add(question);
        Stack stack = catalog.stack(question.stack()).orElseThrow();
        long perRank = release.estimator().adapterWeights(model, AdapterTargets.AS_EXPORTED, stack, 1);
        facts.add(TargetModel.of(model, (double) perRank, askedAs()));
        facts.add(size);
        facts.addAll(catalog.policies());
        facts.addAll(catalog.techniques());
        facts.addAll(catalog.providers());
        facts.addAll(catalog.trainers().byHost(question.stack()));
        facts.addAll(catalog.trainers().trainings(question.objective()));
        facts.addAll(pricing.rented().reservedPrices());
        catalog.picks().stream()
                .filter(pick -> pick.sizeClass().equals(size.nearest()))
                .forEach(facts::add);
        if (byTheGuide()) {
            tellGuide(facts, size, gpus);
        } else {
            tellEvidence(facts);
        }
        return facts;
    }

    /** A variant's name, where one stands for the model in the question. */
    private String askedAs() {
        return question.model() instanceof ModelAsk.Named named && !ModelNames.own(named.name(), model)
                ? named.name()
                : "";
    }

    private void tellGuide(List<Object> facts, SizePosition size, List<Gpu> gpus) {
        Set<String> gpuIds = new HashSet<>(gpus.stream().map(Gpu::id).toList());
        facts.addAll(catalog.qualities());
        facts.addAll(catalog.scalings());
        catalog.thresholds().stream()
                .filter(threshold -> threshold.sizeClass().equals(size.lower())
                        || threshold.sizeClass().equals(size.upper()))
                .forEach(facts::add);
        catalog.speeds().stream()
                .filter(speed -> gpuIds.contains(speed.gpu()) && mayMatter(speed, size))
                .forEach(facts::add);
    }

    private void tellEvidence(List<Object> facts) {
        catalog.taskRanks().stream()
                .filter(rank -> rank.task() == question.task())
                .forEach(facts::add);
        catalog.taskQualities().stream()
                .filter(quality -> quality.task() == question.task())
                .forEach(facts::add);
        facts.addAll(catalog.baseQualities());
    }

    /** Speeds of the class that others are relative to are scaled to every size. */
    private boolean mayMatter(Speed speed, SizePosition size) {
        boolean reference = catalog.sizeClasses().stream()
                .anyMatch(each -> each.reference() && each.id().equals(speed.sizeClass()));
        return reference || size.inside(speed.sizeClass());
    }
}

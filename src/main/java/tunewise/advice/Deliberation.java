package tunewise.advice;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tunewise.catalog.Catalog;
import tunewise.catalog.Gpu;
import tunewise.catalog.Model;
import tunewise.catalog.Offer;
import tunewise.catalog.Speed;
import tunewise.estimate.SizePosition;
import tunewise.plan.Chosen;
import tunewise.plan.Exclusion;
import tunewise.plan.Finding;
import tunewise.plan.Plan;
import tunewise.plan.Quote;
import tunewise.plan.Scope;
import tunewise.plan.TargetModel;
import tunewise.question.Question;
import tunewise.rulebook.Consultation;
import tunewise.rulebook.Phase;

/**
 * Takes one question through the phases. Facts are told as they become known: question, model and catalog first; plans,
 * GPUs and offers once methods are sized; quotes for the plans that are left; the chosen quote at the end.
 */
final class Deliberation {
    private final Catalog catalog;
    private final Question question;
    private final Model model;
    private final Pricing pricing;

    Deliberation(Catalog catalog, Question question, Model model) {
        this.catalog = catalog;
        this.question = question;
        this.model = model;
        this.pricing = new Pricing(question, catalog);
    }

    Decision decide(Consultation rules) {
        List<Offer> offers = pricing.offers();
        List<Gpu> gpus = pricing.gpus(offers);
        rules.tell(knownFromTheStart(gpus));
        rules.run(Phase.GATES);
        rules.run(Phase.METHODS);
        rules.run(Phase.SIZING);
        rules.run(Phase.ELIGIBILITY);

        Needs needs = new Needs(rules.findings(Finding.class));
        List<Plan> plans = new PlanBuilder(question, needs, catalog).plans(gpus);
        rules.tell(gpus);
        rules.tell(offers);
        rules.tell(plans);
        rules.run(Phase.ELIGIBILITY);

        Set<Scope> excluded = excluded(rules);
        List<Plan> leftPlans = plans.stream()
                .filter(plan -> excluded.stream().noneMatch(scope -> scope.covers(plan)))
                .toList();
        List<Quote> quotes = pricing.quotes(leftPlans, offers);
        rules.tell(quotes);
        rules.run(Phase.ELIGIBILITY);

        Set<Scope> excludedQuotes = excluded(rules);
        List<Quote> left = quotes.stream()
                .filter(quote -> !excludedQuotes.contains(Scope.of(quote)))
                .toList();
        rules.run(Phase.PREFERENCE);
        List<Quote> ranked = new Ranking(
                        question.priority(),
                        catalog.limit("near-tie-share"),
                        catalog.limit("value-of-an-hour-usd"),
                        rules.findings(Finding.class))
                .order(left);
        if (!ranked.isEmpty()) {
            Quote first = ranked.get(0);
            long age = question.asOf().toEpochDay() - first.offer().looked().toEpochDay();
            rules.tell(List.of(new Chosen(first, age)));
            rules.run(Phase.PREFERENCE);
        }
        rules.run(Phase.CAVEATS);
        return new Decision(ranked, rules.firings());
    }

    private List<Object> knownFromTheStart(List<Gpu> gpus) {
        SizePosition size = SizePosition.of(model.parametersB(), catalog.sizeClasses());
        Set<String> classes = Set.copyOf(new HashSet<>(List.of(size.lower(), size.upper())));
        Set<String> gpuIds = new HashSet<>(gpus.stream().map(Gpu::id).toList());
        List<Object> facts = new ArrayList<>();
        facts.add(question);
        facts.add(TargetModel.of(model));
        facts.add(size);
        facts.addAll(catalog.limits());
        facts.addAll(catalog.qualities());
        facts.addAll(catalog.techniques());
        facts.addAll(catalog.providers());
        facts.addAll(catalog.scalings());
        facts.addAll(pricing.reservedPrices());
        catalog.thresholds().stream()
                .filter(threshold -> classes.contains(threshold.sizeClass()))
                .forEach(facts::add);
        catalog.picks().stream()
                .filter(pick -> pick.sizeClass().equals(size.nearest()))
                .forEach(facts::add);
        catalog.speeds().stream()
                .filter(speed -> gpuIds.contains(speed.gpu()) && mayMatter(speed, size))
                .forEach(facts::add);
        return facts;
    }

    private static boolean mayMatter(Speed speed, SizePosition size) {
        return speed.sizeClass().equals("7b") || size.inside(speed.sizeClass());
    }

    private static Set<Scope> excluded(Consultation rules) {
        Set<Scope> scopes = new HashSet<>();
        rules.findings(Exclusion.class).forEach(exclusion -> scopes.add(exclusion.scope()));
        return scopes;
    }
}

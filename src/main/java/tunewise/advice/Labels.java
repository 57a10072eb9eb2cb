package tunewise.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import tunewise.catalog.Catalog;
import tunewise.catalog.PolicyValue;
import tunewise.plan.NamedPick;
import tunewise.plan.Quote;
import tunewise.question.Knowledge;
import tunewise.question.Question;

/** What other set-ups are best at: "cheapest", "fastest", "more room". */
final class Labels {

    private final Catalog catalog;
    private final Question question;
    private final Decision decision;
    private final Quote chosen;
    private final Map<Quote, List<String>> labels = new LinkedHashMap<>();

    Labels(Catalog catalog, Question question, Decision decision, Quote chosen) {
        this.catalog = catalog;
        this.question = question;
        this.decision = decision;
        this.chosen = chosen;
    }

    /** Each set-up but the chosen one once, with every label it earns. */
    Map<Quote, List<String>> others() {
        for (NamedPick pick : decision.findings(NamedPick.class)) {
            boolean shown = pick.weight() == NamedPick.Weight.SHOWN;
            first(shown ? "guide alternative" : "guide pick", pick::concerns);
        }
        least("cheapest", Labels::usd, Labels::hours, quote -> true);
        least("fastest", Labels::hours, Labels::usd, quote -> true);
        least(
                "best quality",
                quote -> -quote.plan().qualityHigh(),
                quote -> quote.costUsd().central(),
                quote -> quote.plan().qualityHigh() > chosen.plan().qualityHigh());
        if (question.ownFirst()) {
            boolean owned = chosen.plan().gpu().owned();
            first(
                    owned ? "best rented" : "best own",
                    quote -> quote.plan().gpu().owned() != owned);
        }
        first(
                "other provider",
                quote -> !quote.provider().id().equals(chosen.provider().id()));
        double tight = catalog.policy(PolicyValue.BARELY_FITS_SHARE);
        if (question.knowledge() == Knowledge.EVIDENCE && chosen.plan().fills(tight)) {
            first("more room", quote -> !quote.plan().fills(tight));
        }
        labels.remove(chosen);
        return labels;
    }

    /** The best in rank of those that are meant. */
    private void first(String label, Predicate<Quote> meant) {
        decision.ranked().stream().filter(meant).findFirst().ifPresent(quote -> add(label, quote));
    }

    /** The least of all, if it is among those that are worth it. */
    private void least(String label, ToDoubleFunction<Quote> by, ToDoubleFunction<Quote> then, Predicate<Quote> worth) {
        Comparator<Quote> order =
                Comparator.comparingDouble(by).thenComparingDouble(then).thenComparing(Quote::key);
        decision.ranked().stream().min(order).filter(worth).ifPresent(quote -> add(label, quote));
    }

    private static double usd(Quote quote) {
        return quote.jobUsd().central();
    }

    private static double hours(Quote quote) {
        return quote.jobHours().central();
    }

    private void add(String label, Quote quote) {
        List<String> earned = labels.computeIfAbsent(quote, key -> new ArrayList<>());
        if (!earned.contains(label)) {
            earned.add(label);
        }
    }
}

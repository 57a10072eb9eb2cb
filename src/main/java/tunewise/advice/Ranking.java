package tunewise.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tunewise.plan.Finding;
import tunewise.plan.NamedPick;
import tunewise.plan.ProviderPreferred;
import tunewise.plan.Quote;
import tunewise.plan.TieBreak;
import tunewise.question.Priority;

/**
 * Orders quotes in real units: what decides comes first (a pick of the guide, a provider's role), then dollars, hours,
 * quality, or dollars plus hours at a stated value of an hour; within the near-tie window of the best, what leans
 * decides; then fewer GPUs, fewer dollars, id.
 */
final class Ranking {
    private final Priority priority;
    private final double nearTieShare;
    private final double valueOfHour;
    private final List<NamedPick> best;
    private final List<ProviderPreferred> providers;
    private final List<TieBreak> tieBreaks;

    Ranking(Priority priority, double nearTieShare, double valueOfHour, List<Finding> findings) {
        this.priority = priority;
        this.nearTieShare = nearTieShare;
        this.valueOfHour = valueOfHour;
        this.best = findings.stream()
                .filter(NamedPick.class::isInstance)
                .map(NamedPick.class::cast)
                .filter(NamedPick::best)
                .toList();
        this.providers = findings.stream()
                .filter(ProviderPreferred.class::isInstance)
                .map(ProviderPreferred.class::cast)
                .toList();
        this.tieBreaks = findings.stream()
                .filter(TieBreak.class::isInstance)
                .map(TieBreak.class::cast)
                .toList();
    }

    /** The quotes, best first. */
    List<Quote> order(List<Quote> quotes) {
        List<Quote> rest = new ArrayList<>(quotes);
        rest.sort(decided().thenComparing(byFigure()).thenComparing(Quote::key));
        List<Quote> ordered = new ArrayList<>();
        while (!rest.isEmpty()) {
            Quote first = rest.get(0);
            List<Quote> window = rest.stream()
                    .filter(quote -> decided().compare(quote, first) == 0)
                    .filter(quote -> near(first, quote))
                    .sorted(leaning())
                    .toList();
            Quote next = window.get(0);
            ordered.add(next);
            rest.remove(next);
        }
        return ordered;
    }

    /** The figure the priority orders by: dollars, hours, or dollars and valued hours together. */
    double figure(Quote quote) {
        double dollars = quote.costUsd().central();
        double hours = quote.plan().hours().central();
        return switch (priority) {
            case COST, QUALITY -> dollars;
            case SPEED -> hours;
            case BALANCED -> dollars + hours * valueOfHour;
        };
    }

    private boolean near(Quote first, Quote other) {
        boolean sameQuality = priority != Priority.QUALITY || quality(first) == quality(other);
        return sameQuality && figure(other) <= figure(first) * (1 + nearTieShare);
    }

    private Comparator<Quote> byFigure() {
        Comparator<Quote> byFigure = Comparator.comparingDouble(this::figure);
        return priority == Priority.QUALITY
                ? Comparator.comparingDouble((Quote quote) -> -quality(quote)).thenComparing(byFigure)
                : byFigure;
    }

    private static double quality(Quote quote) {
        return quote.plan().qualityLow() + quote.plan().qualityHigh();
    }

    private Comparator<Quote> decided() {
        return Comparator.comparingInt((Quote quote) -> against(quote, ProviderPreferred.Strength.DECIDES))
                .thenComparingInt(quote -> best.stream().anyMatch(pick -> pick.concerns(quote)) ? 0 : 1);
    }

    private Comparator<Quote> leaning() {
        Comparator<Quote> leaning =
                Comparator.comparingInt((Quote quote) -> against(quote, ProviderPreferred.Strength.LEANS));
        for (TieBreak tieBreak : tieBreaks) {
            ToDoubleFunction<Quote> by = tieBreak.by() == TieBreak.By.HOURS
                    ? quote -> quote.plan().hours().central()
                    : quote -> quote.costUsd().central();
            leaning = Comparator.comparingDouble(by).thenComparing(leaning);
        }
        return leaning.thenComparingInt(quote -> quote.plan().gpuCount())
                .thenComparingDouble(quote -> quote.costUsd().central())
                .thenComparing(Quote::key);
    }

    /** How many preferences for another provider speak against a quote of this many GPUs. */
    private int against(Quote quote, ProviderPreferred.Strength strength) {
        return (int) providers.stream()
                .filter(preferred -> preferred.strength() == strength)
                .filter(preferred -> quote.plan().gpuCount() >= preferred.fromGpus())
                .filter(preferred ->
                        !preferred.provider().equals(quote.provider().id()))
                .count();
    }
}

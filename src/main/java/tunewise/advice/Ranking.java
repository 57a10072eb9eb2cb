package tunewise.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tunewise.plan.AttentionFound;
import tunewise.plan.Finding;
import tunewise.plan.NamedPick;
import tunewise.plan.Plan;
import tunewise.plan.ProviderPreferred;
import tunewise.plan.Quote;
import tunewise.plan.TieBreak;
import tunewise.question.Priority;

/**
 * Orders quotes in real units: what decides comes first (a pick of the guide, a provider's role), then dollars, hours,
 * quality, or dollars plus hours at a stated value of an hour, and on machines of one's own hours alone; within the near-tie window of the best, what leans
 * decides, but never for a set-up that another there beats in dollars, hours and quality together; then fewer GPUs,
 * fewer dollars, id.
 */
final class Ranking {
    private static final Comparator<Standing> BY_FIGURE = Comparator.comparingInt(Standing::against)
            .thenComparing(standing -> !standing.picked)
            .thenComparingDouble(standing -> -standing.quality)
            .thenComparingDouble(Standing::figure)
            .thenComparing(Standing::key);

    /** Sums of shares differ by less where they are the same. */
    private static final double ROUNDING = 1e-9;

    private final Priority priority;
    private final double nearTieShare;
    private final double valueOfHour;
    private final double valueOfAttention;
    private final double fullQuality;
    private final List<AttentionFound> attention;
    private final List<NamedPick> best;
    private final List<NamedPick> leaningPicks;
    private final List<ProviderPreferred> deciding;
    private final List<ProviderPreferred> leaningTo;
    private final Comparator<Standing> leaning;

    Ranking(
            Priority priority,
            double nearTieShare,
            double valueOfHour,
            double valueOfAttention,
            double qualityNoiseShare,
            List<Finding> findings) {
        this.priority = priority;
        this.nearTieShare = nearTieShare;
        this.valueOfHour = valueOfHour;
        this.valueOfAttention = valueOfAttention;
        this.fullQuality = 2 - qualityNoiseShare - ROUNDING;
        this.attention = of(findings, AttentionFound.class);
        this.best = picks(findings, NamedPick.Weight.DECIDES);
        this.leaningPicks = picks(findings, NamedPick.Weight.LEANS);
        List<ProviderPreferred> providers = of(findings, ProviderPreferred.class);
        this.deciding = with(ProviderPreferred.Strength.DECIDES, providers);
        this.leaningTo = with(ProviderPreferred.Strength.LEANS, providers);
        this.leaning = leaning(of(findings, TieBreak.class));
    }

    /** The quotes, best first. */
    List<Quote> order(List<Quote> quotes) {
        List<Standing> rest = new ArrayList<>(
                quotes.stream().map(this::standing).sorted(BY_FIGURE).toList());
        List<Quote> ordered = new ArrayList<>();
        while (!rest.isEmpty()) {
            Standing next = bestOfWindow(rest);
            ordered.add(next.quote);
            rest.remove(next);
        }
        return ordered;
    }

    /** Of the near ties with the first, the one that what leans speaks for. */
    private Standing bestOfWindow(List<Standing> rest) {
        Standing first = rest.get(0);
        List<Standing> window =
                rest.stream().filter(other -> near(first, other)).toList();
        return window.stream()
                .filter(standing -> window.stream().noneMatch(other -> other.beats(standing)))
                .min(leaning)
                .orElse(first);
    }

    /**
     * The figure the priority orders by: dollars, hours, or dollars, waiting and attention together. Machines of one's
     * own cost little more than time, so balanced takes what is done first there, extra work counted.
     */
    double figure(Quote quote) {
        double dollars = quote.jobUsd().central();
        double hours = quote.jobHours().central();
        return switch (priority) {
            case COST, QUALITY -> dollars;
            case SPEED -> hours;
            case BALANCED ->
                quote.plan().gpu().owned()
                        ? hours + attentionHours(quote)
                        : dollars + hours * valueOfHour + attentionHours(quote) * valueOfAttention;
        };
    }

    /** Hours of the person's own beyond those of a plain GPU. */
    private double attentionHours(Quote quote) {
        return attention.stream()
                .filter(found -> found.concerns(quote))
                .mapToDouble(AttentionFound::hours)
                .sum();
    }

    private boolean near(Standing first, Standing other) {
        return other.against == first.against
                && other.picked == first.picked
                && other.quality == first.quality
                && other.figure <= first.figure * (1 + nearTieShare);
    }

    private Standing standing(Quote quote) {
        Plan plan = quote.plan();
        return new Standing(
                quote,
                quote.key(),
                against(quote, deciding),
                named(best, quote),
                priority == Priority.QUALITY ? Math.min(plan.qualityLow() + plan.qualityHigh(), fullQuality) : 0,
                figure(quote),
                against(quote, leaningTo) + (leaningPicks.isEmpty() || named(leaningPicks, quote) ? 0 : 1));
    }

    private static Comparator<Standing> leaning(List<TieBreak> tieBreaks) {
        Comparator<Standing> leaning = Comparator.comparingInt(Standing::leansAgainst);
        for (TieBreak tieBreak : tieBreaks) {
            leaning = (tieBreak.by() == TieBreak.By.HOURS
                            ? Comparator.comparingDouble(Standing::hours)
                            : Comparator.comparingDouble(Standing::dollars))
                    .thenComparing(leaning);
        }
        return leaning.thenComparingInt(standing -> standing.quote.plan().gpuCount())
                .thenComparingDouble(Standing::dollars)
                .thenComparing(Standing::key);
    }

    /** How many preferences for another provider speak against a quote of this many GPUs. */
    private static int against(Quote quote, List<ProviderPreferred> preferences) {
        int against = 0;
        for (ProviderPreferred preferred : preferences) {
            if (quote.plan().gpuCount() >= preferred.fromGpus()
                    && !preferred.provider().equals(quote.provider().id())) {
                against++;
            }
        }
        return against;
    }

    private static List<ProviderPreferred> with(
            ProviderPreferred.Strength strength, List<ProviderPreferred> preferences) {
        return preferences.stream()
                .filter(preferred -> preferred.strength() == strength)
                .toList();
    }

    private static boolean named(List<NamedPick> picks, Quote quote) {
        for (NamedPick pick : picks) {
            if (pick.concerns(quote)) {
                return true;
            }
        }
        return false;
    }

    private static List<NamedPick> picks(List<Finding> findings, NamedPick.Weight weight) {
        return of(findings, NamedPick.class).stream()
                .filter(pick -> pick.weight() == weight)
                .toList();
    }

    private static <F extends Finding> List<F> of(List<Finding> findings, Class<F> kind) {
        return findings.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * What is compared of a quote.
     *
     * @param against preferences that decide against it
     * @param picked whether it is a pick that comes first
     * @param quality what comes before the figure when quality is the priority; else 0
     * @param figure what the priority orders by
     * @param leansAgainst preferences that lean against it
     */
    private record Standing(
            Quote quote, String key, int against, boolean picked, double quality, double figure, int leansAgainst) {
        double hours() {
            return quote.jobHours().central();
        }

        double dollars() {
            return quote.jobUsd().central();
        }

        /** Whether it is better in one of dollars, hours and quality, and worse in none. */
        boolean beats(Standing other) {
            int byDollars = Double.compare(other.dollars(), dollars());
            int byHours = Double.compare(other.hours(), hours());
            int byQuality = Double.compare(worth(), other.worth());
            return Math.min(byDollars, Math.min(byHours, byQuality)) >= 0 && byDollars + byHours + byQuality > 0;
        }

        private double worth() {
            return quote.plan().qualityLow() + quote.plan().qualityHigh();
        }
    }
}

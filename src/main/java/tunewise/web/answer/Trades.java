package tunewise.web.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Feasible;
import tunewise.advice.Recommendation.Setup;
import tunewise.catalog.Catalog;
import tunewise.catalog.PolicyValue;
import tunewise.question.Priority;
import tunewise.wording.DisplayText;

/** What the cheapest and the fastest of all set-ups that would do gain and lose beside the choice, in words. */
final class Trades {
    /** Differences below these go without saying. */
    private static final double LEAST_USD = 0.01;

    private static final double LEAST_HOURS = 1 / 60.0;

    private Trades() {}

    /** catalog is that of the release that answered; null where another one is in force. */
    static List<String> of(Recommendation answer, Setup setup, @Nullable Catalog catalog) {
        Feasible chosen = answer.feasible().stream()
                .filter(each -> each.key().equals(setup.key()))
                .findFirst()
                .orElse(null);
        if (chosen == null) {
            return List.of();
        }
        List<String> trades = new ArrayList<>();
        least(answer, Feasible::costUsd, Feasible::hours)
                .filter(cheapest -> chosen.costUsd() - cheapest.costUsd() >= LEAST_USD)
                .ifPresent(cheapest -> trades.add("The cheapest, " + DisplayText.setup(cheapest) + ", costs "
                        + DisplayText.dollars(chosen.costUsd() - cheapest.costUsd()) + " less and takes "
                        + longer(cheapest.hours() - chosen.hours()) + "."));
        least(answer, Feasible::hours, Feasible::costUsd)
                .filter(fastest -> chosen.hours() - fastest.hours() >= LEAST_HOURS)
                .ifPresent(fastest -> trades.add("The fastest, " + DisplayText.setup(fastest) + ", takes "
                        + DisplayText.hours(chosen.hours() - fastest.hours()) + " less and costs "
                        + dearer(fastest.costUsd() - chosen.costUsd()) + "."));
        if (!trades.isEmpty() && answer.question().priority() == Priority.BALANCED && catalog != null) {
            trades.add("Balance counts an hour as "
                    + DisplayText.dollars(catalog.policy(PolicyValue.VALUE_OF_AN_HOUR_USD))
                    + String.format(
                            Locale.US,
                            ", and of set-ups within %.0f %% of the best takes the quickest that rules do not speak against.",
                            100 * catalog.policy(PolicyValue.NEAR_TIE_SHARE)));
        }
        return trades;
    }

    /** Of those that would do, the one with the least of a figure, and of equals that with the least of another. */
    private static Optional<Feasible> least(
            Recommendation answer, ToDoubleFunction<Feasible> figure, ToDoubleFunction<Feasible> then) {
        return answer.feasible().stream().min(Comparator.comparingDouble(figure).thenComparingDouble(then));
    }

    private static String longer(double hours) {
        return hours < LEAST_HOURS ? "no longer" : DisplayText.hours(hours) + " longer";
    }

    private static String dearer(double usd) {
        return usd < LEAST_USD ? "no more" : DisplayText.dollars(usd) + " more";
    }
}

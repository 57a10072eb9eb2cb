package tunewise.web.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Feasible;
import tunewise.advice.Recommendation.FiredRule;
import tunewise.advice.Setup;
import tunewise.catalog.Catalog;
import tunewise.catalog.PolicyValue;
import tunewise.question.Knowledge;
import tunewise.rulebook.language.Phase;
import tunewise.training.Method;
import tunewise.web.page.MemoryBar;
import tunewise.wording.DisplayText;
import tunewise.wording.JobTotals;

/** The three things that decided: where a set-up stands among the others, that it fits, and what its method keeps. */
final class Reasons {
    private static final double CENT = 0.01;
    private static final double MINUTE_HOURS = 1 / 60.0;

    private final Recommendation answer;
    private final Setup setup;
    private final Estimate estimate;
    private final @Nullable Catalog catalog;

    private Reasons(Recommendation answer, Setup setup, Estimate estimate, @Nullable Catalog catalog) {
        this.answer = answer;
        this.setup = setup;
        this.estimate = estimate;
        this.catalog = catalog;
    }

    /** A reason, with the rules that decided and the section of the page that has the rest. */
    record Reason(String says, List<String> rules, String section, String more) {}

    /** catalog is that of the release that answered; null where another one is in force. */
    static List<Reason> of(Recommendation answer, Setup setup, Estimate estimate, @Nullable Catalog catalog) {
        Reasons reasons = new Reasons(answer, setup, estimate, catalog);
        List<Reason> all = new ArrayList<>();
        if (!answer.feasible().isEmpty()) {
            all.add(new Reason(reasons.standing(), reasons.preferences(), "set-ups", "Compare all"));
        }
        if (reasons.memory().left() != null && reasons.memory().beware() == null) {
            all.add(new Reason(reasons.room(), List.of(), "memory", "See the memory"));
        }
        all.add(new Reason(reasons.quality(), reasons.ofTheRank(), "why", "See the rules"));
        return all;
    }

    private String standing() {
        List<Feasible> all = answer.feasible();
        if (all.size() == 1) {
            return "It is the only set-up that meets your limits.";
        }
        double hours = JobTotals.hours(estimate).central();
        double usd = JobTotals.costUsd(estimate).central();
        boolean cheapest = all.stream().allMatch(each -> each.costUsd() > usd - CENT);
        boolean fastest = all.stream().allMatch(each -> each.hours() > hours - MINUTE_HOURS);
        if (cheapest || fastest) {
            return "Of " + all.size() + " set-ups that meet your limits, none "
                    + (cheapest && fastest ? "is cheaper or faster." : cheapest ? "is cheaper." : "is faster.");
        }
        return switch (answer.question().priority()) {
            case COST ->
                "It is among the cheapest of " + all.size() + " set-ups that meet your limits" + nearTie() + ".";
            case SPEED ->
                "It is among the fastest of " + all.size() + " set-ups that meet your limits" + nearTie() + ".";
            case QUALITY -> "Of " + all.size() + " set-ups that meet your limits, none keeps more quality for less.";
            case BALANCED ->
                "It has the best balance of " + all.size() + " set-ups that meet your limits"
                        + (catalog == null
                                ? "."
                                : ": an hour of waiting counts as "
                                        + DisplayText.dollars(catalog.policy(PolicyValue.VALUE_OF_AN_HOUR_USD))
                                        + nearTie() + ".");
        };
    }

    private String nearTie() {
        return catalog == null
                ? ""
                : String.format(
                        Locale.US, ", and %.0f %% is a near tie", 100 * catalog.policy(PolicyValue.NEAR_TIE_SHARE));
    }

    private MemoryBar memory() {
        return MemoryBar.of(estimate.memory());
    }

    private String room() {
        return "It fits: it needs at most " + DisplayText.gib(estimate.memory().highGib()) + " of " + memory().usable()
                + (setup.gpuCount() > 1 ? " on each GPU" : "") + ", so at least " + memory().left() + " is free.";
    }

    private String quality() {
        String method = setup.method() == Method.FULL
                ? "Training all weights"
                : setup.method().label() + " at rank " + setup.rank();
        String kept =
                DisplayText.share(estimate.quality().low(), estimate.quality().high());
        return method + " keeps " + kept
                + (answer.knowledge() == Knowledge.GUIDE
                        ? " of the quality of full fine-tuning, by the guide's figures."
                        : " of what full fine-tuning would gain, by published measurements.");
    }

    private List<String> preferences() {
        return rules(Phase.PREFERENCE, rule -> true);
    }

    /** Rules that name the rank which was chosen. */
    private List<String> ofTheRank() {
        String rank = ".*\\b" + setup.rank() + "\\b.*";
        return rules(Phase.METHODS, rule -> setup.rank() > 0 && rule.found().matches(rank));
    }

    private List<String> rules(Phase phase, Predicate<FiredRule> which) {
        return answer.rules().stream()
                .filter(FiredRule::aboutChoice)
                .filter(rule -> rule.phase() == phase)
                .filter(which)
                .map(FiredRule::rule)
                .distinct()
                .limit(2)
                .toList();
    }
}

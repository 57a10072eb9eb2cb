package tunewise.web.answer;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tunewise.advice.Estimate;
import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Alternative;
import tunewise.wording.DisplayText;
import tunewise.wording.JobTotals;

/**
 * Another set-up beside the choice, with what one would gain and lose by taking it.
 *
 * @param key what picks it out to be shown in full
 * @param trade against the choice, in words
 */
record TopAlternative(
        String label, String key, String setup, String hours, String dollars, String memory, String trade) {
    /** Differences below these go without saying. */
    private static final double LEAST_USD = 0.01;

    private static final double LEAST_HOURS = 1 / 60.0;
    private static final double LEAST_QUALITY = 0.005;

    /** Those that most people ask for come first. */
    private static final List<String> ORDER =
            List.of("best own", "best rented", "cheapest", "fastest", "more room", "best quality", "other provider");

    static List<TopAlternative> of(Recommendation answer, Estimate chosen) {
        return answer.alternatives().stream()
                .sorted(Comparator.comparingInt(TopAlternative::place))
                .map(other -> new TopAlternative(
                        label(other.label()),
                        other.setup().key(),
                        DisplayText.setup(other.setup()),
                        DisplayText.hours(JobTotals.hours(other.estimate()).central()),
                        DisplayText.dollars(JobTotals.costUsd(other.estimate()).central()),
                        DisplayText.gib(other.estimate().memory().highGib()) + " of "
                                + DisplayText.gib(other.estimate().memory().usableGib()),
                        trade(chosen, other.estimate())))
                .toList();
    }

    private static int place(Alternative other) {
        return Stream.of(other.label().split(", ", -1))
                .mapToInt(ORDER::indexOf)
                .map(at -> at < 0 ? ORDER.size() : at)
                .min()
                .orElse(ORDER.size());
    }

    /** The guide names a GPU; how it is used there follows the question, so it is no pick of the guide's. */
    private static String label(String label) {
        return DisplayText.sentence(
                label.replace("guide pick", "the guide's GPU").replace("guide alternative", "the guide's other GPU"));
    }

    private static String trade(Estimate chosen, Estimate other) {
        double usd =
                JobTotals.costUsd(other).central() - JobTotals.costUsd(chosen).central();
        double hours =
                JobTotals.hours(other).central() - JobTotals.hours(chosen).central();
        String money = Math.abs(usd) < LEAST_USD
                ? "as dear"
                : DisplayText.dollars(Math.abs(usd)) + (usd < 0 ? " cheaper" : " dearer");
        String time = Math.abs(hours) < LEAST_HOURS
                ? "as fast"
                : DisplayText.hours(Math.abs(hours)) + (hours < 0 ? " faster" : " longer");
        double quality = other.quality().low() - chosen.quality().low();
        String kept = Math.abs(quality) < LEAST_QUALITY
                ? ""
                : String.format(
                        Locale.US,
                        ", %s quality (%s)",
                        quality < 0 ? "lower" : "higher",
                        DisplayText.share(other.quality().low(), other.quality().high()));
        return DisplayText.sentence(money + ", " + time + kept);
    }
}

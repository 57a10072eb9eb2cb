package tunewise.web.answer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate;
import tunewise.advice.Estimate.Generation;
import tunewise.advice.Estimate.JobParts;
import tunewise.catalog.Catalog;
import tunewise.catalog.PolicyValue;
import tunewise.estimate.Range;
import tunewise.wording.DisplayText;

/**
 * Time and money of a whole job as one bar, from start to shutdown.
 *
 * @param total central figures, in words
 * @param range low to high, in words; null where they read the same
 */
record JobBar(String total, @Nullable String range, List<Part> parts) {
    private static final int LENGTH = 1000;

    /** Shares below this leave no mark on the bar. */
    private static final double LEAST_HOURS = 1e-6;

    /** A part of the job; colour is the name of its class, from and width are thousandths of the bar. */
    record Part(String colour, String label, String hours, String dollars, int from, int width) {}

    /** catalog is that of the release that answered; null where another one is in force, whose shares may differ. */
    static JobBar of(Estimate estimate, @Nullable Catalog catalog) {
        Range hours = estimate.totalHours();
        Range usd = estimate.totalUsd();
        boolean exact = words(hours.low(), usd.low()).equals(words(hours.high(), usd.high()));
        Builder builder = new Builder(hours.central(), usd.central());
        double training = estimate.hours().central();
        Generation generation = estimate.generation();
        double generating = generation == null ? 0 : generation.hours().central();
        JobParts parts = estimate.job() == null ? null : estimate.job().parts();
        if (parts != null) {
            builder.add("set-up", "Set-up", parts.setUpHours());
            builder.add("download", "Download", parts.downloadHours());
            builder.add("generation", "Generating answers", generating);
            builder.add("training", "Training", training - generating);
            builder.add("evaluation", "Evaluation", parts.evaluationHours());
            builder.add("reserve", "Reserve", parts.reserveHours());
            builder.add("idle", "Idle before shutdown", parts.idleHours());
        } else if (estimate.job() != null && catalog != null) {
            double setUp = catalog.policy(PolicyValue.SET_UP_HOURS);
            double evaluation = training * catalog.policy(PolicyValue.EVALUATION_SHARE);
            builder.add("set-up", "Set-up and download", setUp);
            builder.add("generation", "Generating answers", generating);
            builder.add("training", "Training", training - generating);
            builder.add("evaluation", "Evaluation", evaluation);
            builder.add("reserve", "Reserve", hours.central() - setUp - training - evaluation);
        } else {
            builder.add("generation", "Generating answers", generating);
            builder.add("training", "Training", training - generating);
            builder.add("reserve", "Set-up, evaluation, reserve", hours.central() - training);
        }
        return new JobBar(
                words(hours.central(), usd.central()),
                exact
                        ? null
                        : DisplayText.hours(hours.low()) + " to " + DisplayText.hours(hours.high()) + ", "
                                + DisplayText.dollars(usd.low()) + " to " + DisplayText.dollars(usd.high()),
                builder.parts);
    }

    private static String words(double hours, double usd) {
        return DisplayText.hours(hours) + " and " + DisplayText.dollars(usd);
    }

    /** Parts one after another; the money of each is its share of the time, as a machine is paid by the hour. */
    private static final class Builder {
        private final List<Part> parts = new ArrayList<>();
        private final double hours;
        private final double usd;
        private double at;

        Builder(double hours, double usd) {
            this.hours = Math.max(hours, LEAST_HOURS);
            this.usd = usd;
        }

        void add(String colour, String label, double taken) {
            // Figures are kept with two decimals, so what is left over may be nothing but rounding.
            if (taken < Math.max(LEAST_HOURS, hours / LENGTH)) {
                return;
            }
            double share = Math.min(1, taken / hours);
            int from = (int) Math.round(LENGTH * at);
            at = Math.min(1, at + share);
            parts.add(new Part(
                    colour,
                    label,
                    DisplayText.hours(taken),
                    DisplayText.dollars(usd * share),
                    from,
                    (int) Math.round(LENGTH * at) - from));
        }
    }
}

package tunewise.export;

import org.jspecify.annotations.Nullable;
import tunewise.advice.Estimate;
import tunewise.catalog.Catalog;
import tunewise.catalog.PolicyValue;
import tunewise.question.Question;

/**
 * Time and money, from start to shutdown.
 *
 * @param hours as planned
 * @param mostHours with the reserve, after which the machine is to be given back
 * @param usdPerHour of the whole machine
 * @param sittingHours the longest that the machine is to be had at once; null for as long as it takes
 */
public record Budget(
        double hours, double mostHours, double usdPerHour, double usd, double mostUsd, @Nullable Double sittingHours) {

    /** Minutes after which nothing may run any more. */
    public long mostMinutes() {
        return Math.max(1, (long) Math.ceil(mostHours * 60 - 1e-6));
    }

    /** Whether the job may take more than one sitting. */
    public boolean sits() {
        return sittingHours != null && sittingHours < mostHours;
    }

    /** Minutes after which one sitting ends. */
    public long sittingMinutes() {
        return sittingHours == null
                ? mostMinutes()
                : Math.max(1, Math.min(mostMinutes(), (long) Math.floor(sittingHours * 60 + 1e-6)));
    }

    /** The whole job; where only training was counted, with the usual reserve. */
    static Budget of(Estimate estimate, Question question, Catalog catalog) {
        double reserve = 1 + catalog.policy(PolicyValue.RESERVE_SHARE);
        Estimate.Job job = estimate.job();
        return job == null
                ? new Budget(
                        estimate.hours().central(),
                        estimate.hours().high() * reserve,
                        estimate.usdPerHour(),
                        estimate.costUsd().central(),
                        estimate.costUsd().high() * reserve,
                        question.sessionHours())
                : new Budget(
                        job.hours().central(),
                        job.hours().high(),
                        estimate.usdPerHour(),
                        job.costUsd().central(),
                        job.costUsd().high(),
                        question.sessionHours());
    }
}

package tunewise.advice;

import tunewise.advice.Estimate.JobParts;
import tunewise.catalog.Catalog;
import tunewise.catalog.Model;
import tunewise.catalog.PolicyValue;
import tunewise.estimate.Range;
import tunewise.plan.Plan;
import tunewise.plan.Quote;

/** Hours of a whole job, from start to shutdown, and the parts that they are made of. */
final class JobHours {
    private static final double SECONDS = 3600;

    /** Weights are fetched in 16 bits. */
    private static final double GB_PER_WEIGHT = 2e-9;

    private final double setUp;
    private final double download;
    private final double idle;
    private final double evaluationShare;
    private final double reserveShare;

    JobHours(Catalog catalog, Model model) {
        double rate = catalog.policy(PolicyValue.FETCH_GB_PER_S);
        this.setUp = catalog.policy(PolicyValue.SET_UP_HOURS);
        // Releases before there was such a row counted it as set-up.
        this.download = rate == 0 ? 0 : model.parameters() * GB_PER_WEIGHT / rate / SECONDS;
        this.idle = catalog.policy(PolicyValue.IDLE_HOURS);
        this.evaluationShare = catalog.policy(PolicyValue.EVALUATION_SHARE);
        this.reserveShare = catalog.policy(PolicyValue.RESERVE_SHARE);
    }

    /**
     * Reserves count in full at the upper end and by half in the middle.
     *
     * @param doneOver share that an offer of its kind adds to the reserve
     */
    Range whole(Plan plan, double doneOver) {
        Range training = plan.hours();
        double around = setUp + download + idle(plan);
        double work = 1 + evaluationShare;
        double reserve = reserveShare + doneOver;
        return new Range(
                around + training.low() * work,
                around + training.central() * (work + reserve / 2),
                around + training.high() * (work + reserve));
    }

    /** The central hours of a job, part by part. */
    JobParts parts(Quote quote) {
        double training = quote.plan().hours().central();
        double evaluation = training * evaluationShare;
        double idle = idle(quote.plan());
        double reserve = quote.jobHours().central() - setUp - download - training - evaluation - idle;
        return new JobParts(
                Rounded.of(setUp, 2),
                Rounded.of(download, 2),
                Rounded.of(evaluation, 2),
                Rounded.of(Math.max(0, reserve), 2),
                Rounded.of(idle, 2));
    }

    /** Whether this release knows the parts of a job. */
    boolean known() {
        return download > 0;
    }

    /** Nobody pays for a machine of one's own that waits to be given back. */
    private double idle(Plan plan) {
        return plan.gpu().owned() ? 0 : idle;
    }
}

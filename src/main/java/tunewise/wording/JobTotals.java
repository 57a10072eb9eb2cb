package tunewise.wording;

import tunewise.advice.Recommendation;
import tunewise.advice.Recommendation.Estimate;
import tunewise.estimate.Range;

/** Time and cost that a person has to reckon with: of the whole job where it is known, else of training alone. */
public final class JobTotals {
    private JobTotals() {}

    public static boolean counted(Recommendation answer) {
        return answer.estimate() != null && answer.estimate().job() != null;
    }

    public static Range hours(Estimate estimate) {
        return estimate.job() == null ? estimate.hours() : estimate.job().hours();
    }

    public static Range costUsd(Estimate estimate) {
        return estimate.job() == null ? estimate.costUsd() : estimate.job().costUsd();
    }
}

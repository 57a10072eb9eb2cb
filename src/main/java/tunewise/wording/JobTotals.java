package tunewise.wording;

import tunewise.advice.Estimate;
import tunewise.advice.Recommendation;
import tunewise.estimate.Range;

/** Time and cost that a person has to reckon with: of the whole job where it is known, else of training alone. */
public final class JobTotals {
    private JobTotals() {}

    public static boolean counted(Recommendation answer) {
        return answer.estimate() != null && answer.estimate().job() != null;
    }

    /** What the totals are of: "the whole job", or "training alone" where the guide counts no more. */
    public static String scope(Estimate estimate) {
        return estimate.job() == null ? "training alone" : "the whole job";
    }

    public static Range hours(Estimate estimate) {
        return estimate.totalHours();
    }

    public static Range costUsd(Estimate estimate) {
        return estimate.totalUsd();
    }
}

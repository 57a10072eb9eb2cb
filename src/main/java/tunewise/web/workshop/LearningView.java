package tunewise.web.workshop;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tunewise.wording.DisplayText;
import tunewise.workshop.Learning;
import tunewise.workshop.Learning.Factor;

/** What catalogs could learn from runs that people reported. */
record LearningView(Learning learning, @Nullable String refused) {

    /** How many runs speak, and what they ask for where that is nothing. */
    String compared() {
        if (learning.runs() + learning.others() == 0) {
            return "Nobody has reported a run yet. Report one on the page of its answer.";
        }
        String others = learning.others() == 0
                ? ""
                : "; " + DisplayText.several(learning.others(), "other")
                        + " went by the guide or by other figures than those in force";
        return DisplayText.sentence(DisplayText.several(learning.runs(), "reported run")) + " can be compared" + others
                + "." + (learning.factors().isEmpty() ? " They ask for no change." : "");
    }

    static String words(Factor factor) {
        return String.format(
                Locale.ROOT,
                "%s of %s from %s to %s: %d runs are %+.0f %% off in the median.",
                DisplayText.sentence(factor.column()),
                factor.row(),
                factor.before(),
                factor.after(),
                factor.runs(),
                100 * factor.error());
    }
}

package tunewise.web;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tunewise.workshop.Learning;
import tunewise.workshop.Learning.Factor;

/** What catalogs could learn from runs that people reported. */
record LearningView(Learning learning, @Nullable String refused) {

    static String words(Factor factor) {
        return String.format(
                Locale.ROOT,
                "%s of %s from %s to %s: %d runs are %+.0f %% off in the median.",
                Words.sentence(factor.column()),
                factor.row(),
                factor.before(),
                factor.after(),
                factor.runs(),
                100 * factor.error());
    }
}

package tunewise.wording;

import java.util.Locale;
import tunewise.advice.Estimate.Likelihood;

/** How sure it is that a run fits, in words. */
public final class FitWords {
    private FitWords() {}

    /** As in "likely: 78 of 100 such runs fit". */
    public static String of(Likelihood fit) {
        return switch (fit.verdict()) {
            case YES, NO -> fit.verdict().id();
            case LIKELY, UNLIKELY -> fit.verdict().id() + ": " + share(fit) + " such runs fit";
        };
    }

    /** As in "78 of 100". */
    public static String share(Likelihood fit) {
        return String.format(Locale.ROOT, "%.0f of 100", 100 * fit.probability());
    }
}

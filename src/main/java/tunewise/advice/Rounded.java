package tunewise.advice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import tunewise.estimate.Range;

/** Figures rounded to what they are worth, half away from zero. */
final class Rounded {
    private Rounded() {}

    static double of(double value, int places) {
        return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_UP).doubleValue();
    }

    /** GiB to two places, where they are known. */
    static @Nullable Double of(@Nullable Double gib) {
        return gib == null ? null : of(gib, 2);
    }

    static Range of(Range range, int places) {
        return new Range(of(range.low(), places), of(range.central(), places), of(range.high(), places));
    }
}

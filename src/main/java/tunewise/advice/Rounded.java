package tunewise.advice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import tunewise.estimate.Range;

/** Figures rounded to what they are worth, half away from zero. */
final class Rounded {
    private static final double[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
    private static final double MOST = 1e9;
    private static final double HALVES = 1e-5;

    private Rounded() {}

    /** Of at most six places. Where a half could be missed, and of huge figures, decimals decide. */
    static double of(double value, int places) {
        double scaled = Math.abs(value) * POWERS[places];
        double above = scaled - Math.floor(scaled);
        if (scaled < MOST && Math.abs(above - 0.5) > HALVES) {
            double rounded = Math.rint(scaled) / POWERS[places];
            return value < 0 && rounded > 0 ? -rounded : rounded;
        }
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

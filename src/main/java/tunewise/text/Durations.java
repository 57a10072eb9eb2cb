package tunewise.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them, in hours: 31 min, 1 h 20 min, 2 days, 1:20. */
public final class Durations {
    /** A comma before three digits may part thousands, so that such a figure is left to whoever asks about it. */
    private static final String FIGURE = "(\\d{1,6}(?:\\.\\d{1,6}|,(?:\\d{1,2}|\\d{4,6}))?)";

    private static final Pattern PARTS = Pattern.compile("(?:" + FIGURE + " ?(?:weeks?|w))?[ ,]*(?:" + FIGURE
            + " ?(?:days?|d))?[ ,]*(?:" + FIGURE + " ?(?:hours?|hrs?|h))?[ ,]*(?:and )?(?:" + FIGURE
            + " ?(?:minutes?|mins?|min|m))?[ ,]*(?:" + FIGURE + " ?(?:seconds?|secs?|s))?");
    private static final Pattern CLOCK = Pattern.compile("(\\d{1,3}):([0-5]\\d)(?: ?h)?");

    /** Seconds in a week, a day, an hour, a minute and a second. */
    private static final long[] SECONDS = {604_800, 86_400, 3_600, 60, 1};

    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3_600);
    private static final int DECIMALS = 6;

    private Durations() {}

    /** Hours that a text with units says; empty where it names no unit of time, or none that we know. */
    public static Optional<BigDecimal> hours(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher clock = CLOCK.matcher(plain);
        if (clock.matches()) {
            return Optional.of(inHours(BigDecimal.valueOf(
                    3_600L * Integer.parseInt(clock.group(1)) + 60L * Integer.parseInt(clock.group(2)))));
        }
        Matcher parts = PARTS.matcher(plain);
        if (plain.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        BigDecimal seconds = BigDecimal.ZERO;
        for (int i = 0; i < SECONDS.length; i++) {
            String figure = parts.group(i + 1);
            if (figure != null) {
                seconds =
                        seconds.add(new BigDecimal(figure.replace(',', '.')).multiply(BigDecimal.valueOf(SECONDS[i])));
            }
        }
        return Optional.of(inHours(seconds));
    }

    private static BigDecimal inHours(BigDecimal seconds) {
        BigDecimal hours = seconds.divide(SECONDS_AN_HOUR, MathContext.DECIMAL64)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return hours.scale() < 0 ? hours.setScale(0) : hours;
    }
}

package tunewise.advice;

import java.math.BigDecimal;

/** Numbers as JSON has them without an exponent: the fewest digits that tell a double from all others. */
public final class PlainNumber {
    /** Below this every whole number is a double of its own. */
    private static final double EXACT = 1L << 53;

    /** Figures are rounded to four places at most, and so many digits make a double of their own. */
    private static final int PLACES = 4;

    private static final long ONE = 10_000;
    private static final double MOST = 1e14;

    private PlainNumber() {}

    public static String of(double value) {
        double whole = Math.rint(value);
        if (whole == value && Math.abs(value) < EXACT) {
            return Long.toString((long) whole);
        }
        double scaled = Math.rint(value * ONE);
        return Math.abs(scaled) < MOST && scaled / ONE == value ? rounded((long) scaled) : exact(value);
    }

    /** Of so many ten thousandths. */
    private static String rounded(long scaled) {
        long size = Math.abs(scaled);
        StringBuilder text = new StringBuilder(20);
        text.append(scaled < 0 ? "-" : "").append(size / ONE).append('.');
        String fraction = Long.toString(size % ONE);
        text.append("0".repeat(PLACES - fraction.length())).append(fraction);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        text.setLength(end);
        return text.toString();
    }

    private static String exact(double value) {
        BigDecimal shortest = BigDecimal.valueOf(value).stripTrailingZeros();
        return (shortest.scale() < 0 ? shortest.setScale(0) : shortest).toPlainString();
    }
}

package tunewise.text;

/** Numbers as people read them. Many times faster than {@code String.format}, which every trace would feel. */
public final class Figures {
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
    private static final double MOST = 1e12;

    private Figures() {}

    /** A figure with so many decimals (6 at most), half away from zero. */
    public static String plain(double value, int places) {
        return text(value, places, false);
    }

    /** Likewise, with a comma before every three digits of the whole part. */
    public static String grouped(double value, int places) {
        return text(value, places, true);
    }

    /** A whole number with a comma before every three digits. */
    public static String grouped(long value) {
        return group(Long.toString(value));
    }

    private static String text(double value, int places, boolean grouped) {
        if (!(Math.abs(value) < MOST)) {
            return Double.toString(value);
        }
        long scaled = Math.round(Math.abs(value) * POWERS[places]);
        String whole = Long.toString(scaled / POWERS[places]);
        StringBuilder text = new StringBuilder(value < 0 && scaled > 0 ? "-" : "");
        text.append(grouped ? group(whole) : whole);
        if (places > 0) {
            String fraction = Long.toString(scaled % POWERS[places]);
            text.append('.').append("0".repeat(places - fraction.length())).append(fraction);
        }
        return text.toString();
    }

    private static String group(String digits) {
        int first = digits.startsWith("-") ? 1 : 0;
        StringBuilder text = new StringBuilder(digits);
        for (int at = digits.length() - 3; at > first; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }
}

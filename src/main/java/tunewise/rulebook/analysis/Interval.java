package tunewise.rulebook.analysis;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * Numbers from one bound to another.
 *
 * @param from minus infinity for no bound
 * @param fromIncluded whether the bound itself is among them
 */
record Interval(double from, boolean fromIncluded, double to, boolean toIncluded) {
    static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);

    /** Numbers of which a comparison with a figure holds. */
    static Interval of(String comparison, double figure) {
        return switch (comparison) {
            case "<" -> new Interval(ALL.from, false, figure, false);
            case "<=" -> new Interval(ALL.from, false, figure, true);
            case ">" -> new Interval(figure, false, ALL.to, false);
            case ">=" -> new Interval(figure, true, ALL.to, false);
            default -> new Interval(figure, true, figure, true);
        };
    }

    boolean empty() {
        return from > to || (from == to && !(fromIncluded && toIncluded));
    }

    Interval and(Interval other) {
        boolean lower = other.from > from || (other.from == from && !other.fromIncluded);
        boolean upper = other.to < to || (other.to == to && !other.toIncluded);
        return new Interval(
                lower ? other.from : from,
                lower ? other.fromIncluded : fromIncluded,
                upper ? other.to : to,
                upper ? other.toIncluded : toIncluded);
    }

    boolean covers(Interval other) {
        return and(other).equals(other);
    }

    boolean before(Interval other) {
        return to <= other.from;
    }

    /** What lies between this and a later one; whole numbers that follow each other leave nothing. */
    Optional<Interval> gapTo(Interval later, boolean whole) {
        Interval gap = new Interval(to, !toIncluded, later.from, !later.fromIncluded);
        if (gap.empty() || Double.isInfinite(to) || Double.isInfinite(later.from)) {
            return Optional.empty();
        }
        double first = gap.fromIncluded ? Math.ceil(gap.from) : Math.floor(gap.from) + 1;
        boolean holdsWhole = first < gap.to || (first == gap.to && gap.toIncluded);
        return whole && !holdsWhole ? Optional.empty() : Optional.of(gap);
    }

    /** One of the numbers. */
    double sample(boolean whole) {
        if (fromIncluded) {
            return from;
        }
        if (toIncluded) {
            return to;
        }
        if (Double.isInfinite(from)) {
            return Double.isInfinite(to) ? 0 : to - 1;
        }
        if (Double.isInfinite(to)) {
            return from + 1;
        }
        return whole ? Math.floor(from) + 1 : (from + to) / 2;
    }

    String words(String subject) {
        if (from == to && fromIncluded && toIncluded) {
            return subject + " is " + plain(from);
        }
        String above = Double.isInfinite(from) ? "" : (fromIncluded ? "at least " : "more than ") + plain(from);
        String below = Double.isInfinite(to) ? "" : (toIncluded ? "at most " : "less than ") + plain(to);
        return subject + " is " + above + (above.isEmpty() || below.isEmpty() ? "" : " and ") + below;
    }

    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}

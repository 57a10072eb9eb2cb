package tunewise.estimate;

/** A figure as low, central and high, in the unit its name says. */
public record Range(double low, double central, double high) {

    public static Range exactly(double value) {
        return new Range(value, value, value);
    }

    /** The same with another upper end. */
    public Range highTimes(double factor) {
        return new Range(low, central, high * factor);
    }

    public Range times(double factor) {
        return new Range(low * factor, central * factor, high * factor);
    }
}

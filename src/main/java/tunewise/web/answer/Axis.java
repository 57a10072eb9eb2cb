package tunewise.web.answer;

import java.util.ArrayList;
import java.util.List;

/**
 * A logarithmic axis from whole marks to whole marks.
 *
 * @param low least value, positive
 * @param from where the axis begins, in units of the drawing
 * @param to where it ends; less than from where it grows upwards
 */
record Axis(double low, double high, int from, int to) {
    private static final int MOST_MARKS = 6;
    private static final List<double[]> STEPS =
            List.of(new double[] {1, 1.5, 2, 3, 5, 7}, new double[] {1, 2, 5}, new double[] {1, 3}, new double[] {1});

    /** An axis that holds all values with some room, and at least a factor of three. */
    static Axis of(List<Double> values, int from, int to) {
        double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double widen = Math.max(1.15, Math.sqrt(3 * least / most));
        return new Axis(least / widen, most * widen, from, to);
    }

    int at(double value) {
        double share = Math.log(value / low) / Math.log(high / low);
        return (int) Math.round(from + share * (to - from));
    }

    boolean holds(double value) {
        return value >= low && value <= high;
    }

    /** Round values along the axis, few enough to be read. */
    List<Double> marks() {
        List<Double> marks = List.of();
        for (double[] steps : STEPS) {
            marks = marks(steps);
            if (marks.size() <= MOST_MARKS) {
                break;
            }
        }
        return marks;
    }

    private List<Double> marks(double[] steps) {
        List<Double> marks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
            for (double step : steps) {
                double mark = step * Math.pow(10, power);
                if (holds(mark)) {
                    marks.add(mark);
                }
            }
        }
        return marks;
    }
}

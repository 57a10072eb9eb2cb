package tunewise.estimate;

import java.util.List;
import tunewise.catalog.SizeClass;
import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * Where a model's size lies among the guide's size classes, and what follows for figures the guide gives by class.
 *
 * <p>Inside a class its figures hold. Between two classes figures run linearly from the upper edge of the lower class
 * to the lower edge of the upper one. Outside all classes memory grows, and speed falls, in proportion to the size.
 *
 * @param lower id of the class the model is in, or of the next smaller one (the smallest when below all)
 * @param upper id of the class the model is in, or of the next larger one (the largest when above all)
 * @param share way from lower to upper, 0 to 1; outside all classes the size as a multiple of the nearest edge
 * @param nearest id of the class whose picks are nearest, by ratio of sizes
 * @param parametersB the model's size in billions of parameters
 * @param relativeSpeed training speed relative to the 7B class on the same GPU
 */
public record SizePosition(
        Kind kind, String lower, String upper, double share, String nearest, double parametersB, double relativeSpeed)
        implements Described {

    /** How a model's size relates to the classes. */
    public enum Kind {
        INSIDE,
        BETWEEN,
        BELOW,
        ABOVE
    }

    /** The position of a size among classes, which are in order of size. */
    public static SizePosition of(double parametersB, List<SizeClass> classes) {
        String nearest = nearest(parametersB, classes);
        SizeClass first = classes.get(0);
        if (parametersB < first.fromB()) {
            double share = parametersB / first.fromB();
            return new SizePosition(
                    Kind.BELOW, first.id(), first.id(), share, nearest, parametersB, first.relativeSpeed() / share);
        }
        for (int i = 0; i < classes.size(); i++) {
            SizeClass here = classes.get(i);
            if (parametersB <= here.toB()) {
                if (parametersB >= here.fromB()) {
                    return new SizePosition(
                            Kind.INSIDE, here.id(), here.id(), 0, nearest, parametersB, here.relativeSpeed());
                }
                SizeClass below = classes.get(i - 1);
                double share = (parametersB - below.toB()) / (here.fromB() - below.toB());
                double speed = between(below.relativeSpeed(), here.relativeSpeed(), share);
                return new SizePosition(Kind.BETWEEN, below.id(), here.id(), share, nearest, parametersB, speed);
            }
        }
        SizeClass last = classes.get(classes.size() - 1);
        double share = parametersB / last.toB();
        return new SizePosition(
                Kind.ABOVE, last.id(), last.id(), share, nearest, parametersB, last.relativeSpeed() / share);
    }

    /** A figure of this position, from the figures of its lower and upper class. */
    public double figure(double lowerFigure, double upperFigure) {
        return switch (kind) {
            case INSIDE -> lowerFigure;
            case BETWEEN -> between(lowerFigure, upperFigure, share);
            case BELOW, ABOVE -> lowerFigure * share;
        };
    }

    public boolean inside(String sizeClass) {
        return kind == Kind.INSIDE && lower.equals(sizeClass);
    }

    private static double between(double lower, double upper, double share) {
        return lower + share * (upper - lower);
    }

    private static String nearest(double parametersB, List<SizeClass> classes) {
        SizeClass nearest = classes.get(0);
        for (SizeClass candidate : classes) {
            if (Math.abs(Math.log(parametersB / candidate.nominalB()))
                    < Math.abs(Math.log(parametersB / nearest.nominalB()))) {
                nearest = candidate;
            }
        }
        return nearest.id();
    }

    @Override
    public String summary() {
        return switch (kind) {
            case INSIDE -> Figures.plain(parametersB, 2) + "B parameters, size class " + lower;
            case BETWEEN ->
                Figures.plain(parametersB, 2) + "B parameters, between size classes " + lower + " and " + upper;
            case BELOW -> Figures.plain(parametersB, 2) + "B parameters, below size class " + lower;
            case ABOVE -> Figures.plain(parametersB, 2) + "B parameters, above size class " + lower;
        };
    }
}

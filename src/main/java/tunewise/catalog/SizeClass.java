package tunewise.catalog;

import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * A size the guide speaks of, and the sizes that count as it.
 *
 * @param id as in {@code 7b}
 * @param fromB smallest size of the class, billions of parameters
 * @param toB largest size of the class, billions of parameters
 * @param relativeSpeed training speed relative to the class that has 1, on the same GPU
 */
public record SizeClass(
        String id, String name, double nominalB, double fromB, double toB, double relativeSpeed, String source)
        implements Described {
    /** Whether the speeds of the other classes are relative to this one's. */
    public boolean reference() {
        return relativeSpeed == 1;
    }

    @Override
    public String summary() {
        return "size class " + name + " (" + Figures.plain(fromB, 1) + "B to " + Figures.plain(toB, 1) + "B)";
    }
}

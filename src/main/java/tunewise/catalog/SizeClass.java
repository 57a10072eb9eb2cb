package tunewise.catalog;

import java.util.Locale;
import tunewise.question.Described;

/**
 * A size the guide speaks of, and the sizes that count as it.
 *
 * @param id as in {@code 7b}
 * @param fromB smallest size of the class, billions of parameters
 * @param toB largest size of the class, billions of parameters
 * @param relativeSpeed training speed relative to the 7B class on the same GPU
 */
public record SizeClass(
        String id, String name, double nominalB, double fromB, double toB, double relativeSpeed, String source)
        implements Described {
    @Override
    public String words() {
        return String.format(Locale.ROOT, "size class %s (%.1fB to %.1fB)", name, fromB, toB);
    }
}

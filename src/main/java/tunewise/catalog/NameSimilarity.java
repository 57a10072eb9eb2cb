package tunewise.catalog;

import java.util.Collection;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tunewise.text.SpellingSuggestion;

/** How far a mistyped model name is from a model: by its letters, and by the size that it says. */
final class NameSimilarity {
    private static final double UNLIKE_PER_DOUBLING = 0.12;
    private static final Pattern SIZE = Pattern.compile("\\b(?:(\\d+)x)?(\\d+(?:\\.\\d+)?)([bm])\\b");

    private NameSimilarity() {}

    /** 0 for the very name, about 1 for one that shares nothing. */
    static double unlike(String name, Collection<String> names, double parametersB) {
        String letters = joined(name);
        double byLetters = names.stream()
                .map(NameSimilarity::joined)
                .mapToDouble(known -> (double) SpellingSuggestion.distance(letters, known)
                        / Math.max(1, Math.max(letters.length(), known.length())))
                .min()
                .orElse(1);
        OptionalDouble said = sizeB(name);
        return said.isEmpty()
                ? byLetters
                : byLetters + UNLIKE_PER_DOUBLING * Math.abs(Math.log(said.getAsDouble() / parametersB) / Math.log(2));
    }

    /** The size in a name, in billions of parameters: 7b, 560m, or 8x7b taken as 56. */
    static OptionalDouble sizeB(String name) {
        Matcher size = SIZE.matcher(name);
        if (!size.find()) {
            return OptionalDouble.empty();
        }
        double times = size.group(1) == null ? 1 : Double.parseDouble(size.group(1));
        double unit = "m".equals(size.group(3)) ? 1e-3 : 1;
        double billions = times * Double.parseDouble(size.group(2)) * unit;
        return billions > 0 ? OptionalDouble.of(billions) : OptionalDouble.empty();
    }

    private static String joined(String name) {
        return name.replace(" ", "");
    }
}

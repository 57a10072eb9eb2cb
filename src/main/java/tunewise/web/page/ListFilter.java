package tunewise.web.page;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A choice above a list that leaves only what fits it; the address carries it, so it works without scripts.
 *
 * @param options ids and what they are called; the first is any
 */
public record ListFilter(String name, String label, Map<String, String> options, String chosen) {
    /** Every distinct value in the order of its words, after any. */
    public static ListFilter of(
            String name,
            String label,
            Collection<String> values,
            UnaryOperator<String> words,
            Map<String, List<String>> asked) {
        Map<String, String> byWords = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.stream().filter(each -> !each.isEmpty()).forEach(each -> byWords.put(words.apply(each), each));
        Map<String, String> options = new LinkedHashMap<>();
        options.put("", "any");
        byWords.forEach((said, each) -> options.put(each, said));
        return new ListFilter(name, label, options, chosen(name, asked));
    }

    /** What the address asks for; empty for any. */
    public static String chosen(String name, Map<String, List<String>> asked) {
        return asked.getOrDefault(name, List.of()).stream().findFirst().orElse("");
    }

    /** Whether a value may stay. */
    public boolean passes(String value) {
        return chosen.isEmpty() || chosen.equals(value);
    }
}

package tunewise.rulebook.guard;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import tunewise.text.SpellingSuggestion;

/** Advice on a misspelt name. */
public final class SpellingAdvice {
    private SpellingAdvice() {}

    /** "Maybe ..." with the nearest of the names that exist, or a word on where to look. */
    public static String maybe(String typed, Collection<String> existing) {
        return maybe(typed, existing, "Maybe rules/README.md has the name you mean.");
    }

    public static String maybe(String typed, Collection<String> existing, String otherwise) {
        List<String> near = SpellingSuggestion.near(typed, existing);
        return near.isEmpty()
                ? otherwise
                : near.stream().collect(Collectors.joining("' or '", "Maybe you mean '", "'."));
    }
}

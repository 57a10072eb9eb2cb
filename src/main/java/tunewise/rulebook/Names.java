package tunewise.rulebook;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import tunewise.question.Closest;

/** Advice on a misspelt name. */
final class Names {
    private Names() {}

    /** "Maybe ..." with the nearest of the names that exist, or a word on where to look. */
    static String maybe(String typed, Collection<String> existing) {
        return maybe(typed, existing, "Maybe rules/README.md has the name that is meant.");
    }

    static String maybe(String typed, Collection<String> existing, String otherwise) {
        List<String> near = Closest.near(typed, existing);
        return near.isEmpty()
                ? otherwise
                : near.stream().collect(Collectors.joining("' or '", "Maybe '", "' is meant."));
    }
}

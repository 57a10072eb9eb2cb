package tunewise.rulebook;

import java.util.Collection;
import tunewise.question.Closest;

/** Advice on a misspelt name. */
final class Names {
    private Names() {}

    /** "Maybe ..." with the nearest of the names that exist, or a word on where to look. */
    static String maybe(String typed, Collection<String> existing) {
        return Closest.nearest(typed, existing)
                .map(near -> "Maybe '" + near + "' is meant.")
                .orElse("Maybe rules/README.md has the name that is meant.");
    }
}

package tunewise.rulebook;

import java.util.List;

/**
 * A rule of a release, as people refer to it.
 *
 * @param id as in {@code ELI-010}
 * @param sentence the requirement as a person would say it aloud
 * @param file path from the project's root
 * @param line where the rule begins, from 1
 * @param sources ids of sources.csv
 * @param reason the comment above the rule, or empty
 * @param text the rule as written
 */
public record RuleInfo(
        String id,
        String sentence,
        Phase phase,
        String file,
        int line,
        List<String> sources,
        String reason,
        String text) {
    public RuleInfo {
        sources = List.copyOf(sources);
    }

    /** The id at the beginning of a rule's name. */
    static String idOf(String name) {
        int space = name.indexOf(' ');
        return space < 0 ? name : name.substring(0, space);
    }
}

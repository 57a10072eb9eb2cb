package tunewise.rulebook.language;

import java.util.List;
import tunewise.catalog.Fault;

/**
 * A rule of a release, as people refer to it.
 *
 * @param id as in {@code ELI-010}
 * @param sentence the requirement as a person would say it aloud
 * @param file path from the project's root
 * @param line where the rule begins, from 1
 * @param sources ids of sources.csv
 * @param reason the comment above the rule, or empty
 * @param remedy what would change a refusal of the rule, continuing "What would help:"; or empty
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
        String remedy,
        String text) {
    public RuleInfo {
        sources = List.copyOf(sources);
    }

    /** A fault at the rule's first line that contains a text, spaces aside; at its beginning where none does. */
    public Fault faultAt(String contained, String message, String hint) {
        String wanted = contained.replace(" ", "");
        List<String> lines = text.lines().toList();
        int found = 0;
        for (int i = 0; i < lines.size() && found == 0 && !wanted.isEmpty(); i++) {
            found = lines.get(i).replace(" ", "").contains(wanted) ? i : 0;
        }
        return new Fault(file, line + found, 0, id, message, hint);
    }

    /** The id at the beginning of a rule's name. */
    public static String idOf(String name) {
        int space = name.indexOf(' ');
        return space < 0 ? name : name.substring(0, space);
    }
}

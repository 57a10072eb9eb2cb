package tunewise.rulebook.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tunewise.rulebook.language.RuleText;

/**
 * One word, number, text or sign of a rule file.
 *
 * @param line from 1
 * @param column from 1
 */
record Word(Kind kind, String text, int line, int column) {
    private static final Pattern NEXT = Pattern.compile("(?<name>[A-Za-z_$][A-Za-z0-9_$]*)"
            + "|(?<number>\\d\\w*(?:\\.\\d\\w*)?)"
            + "|(?<text>" + RuleText.TEXT + ")"
            + "|(?<comment>//.*)"
            + "|(?<sign>/\\*|\\*/|==|!=|<=|>=|&&|\\|\\||\\+\\+|--|!!|\\S)");

    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        SIGN
    }

    /** The words of a file in their order, without comments. */
    static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher next = NEXT.matcher(lines.get(i));
            while (next.find()) {
                if (next.group("comment") == null) {
                    words.add(new Word(kind(next), next.group(), i + 1, next.start() + 1));
                }
            }
        }
        return words;
    }

    private static Kind kind(Matcher found) {
        if (found.group("name") != null) {
            return Kind.NAME;
        }
        if (found.group("number") != null) {
            return Kind.NUMBER;
        }
        return found.group("text") != null ? Kind.TEXT : Kind.SIGN;
    }

    boolean is(String other) {
        return text.equals(other);
    }
}

package tunewise.rulebook.language;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a rule file that belong to one rule. */
public final class RuleText {
    /** A text in double quotes, read without going deeper for each of its characters. */
    public static final String TEXT = "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"";

    private static final Pattern NO_CODE = Pattern.compile(TEXT + "|//.*");

    private RuleText() {}

    /** The comment that stands right above a rule, as one text. */
    public static String reason(List<String> lines, int ruleLine) {
        int first = ruleLine - 1;
        while (first > 0 && lines.get(first - 1).startsWith("//")) {
            first--;
        }
        StringBuilder reason = new StringBuilder();
        for (String line : lines.subList(first, ruleLine - 1)) {
            reason.append(reason.isEmpty() ? "" : " ").append(line.substring(2).strip());
        }
        return reason.toString();
    }

    /** A rule as written, from its name to its end. */
    public static String rule(List<String> lines, int ruleLine) {
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(ruleLine - 1, lines.size())) {
            text.append(line).append('\n');
            if (line.strip().equals("end")) {
                break;
            }
        }
        return text.toString();
    }

    /** The lines with texts and comments blanked, so that a place in them is a place in the file. */
    public static List<String> code(String text) {
        List<String> code = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher noCode = NO_CODE.matcher(line);
            code.add(noCode.replaceAll(match -> " ".repeat(match.group().length())));
        }
        return code;
    }
}

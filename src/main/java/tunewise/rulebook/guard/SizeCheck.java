package tunewise.rulebook.guard;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tunewise.catalog.Fault;
import tunewise.rulebook.language.RuleText;
import tunewise.text.UnseenText;

/** Holds rule files to their limits before any parser sees them. All limits are far above any honest file. */
final class SizeCheck {
    static final int MOST_FILES = 300;
    static final int MOST_CHARACTERS = 60_000;
    static final int MOST_CHARACTERS_IN_ALL = 1_000_000;
    static final int MOST_OF_A_LINE = 1_000;
    static final int MOST_RULES = 60;
    static final int MOST_LINES_OF_A_RULE = 60;
    static final int MOST_NESTING = 12;
    private static final Pattern PATH = Pattern.compile("rules/[a-z][a-z-]{0,40}/[a-z0-9][a-z0-9-]{0,80}\\.drl");
    private static final Pattern RULE = Pattern.compile("^\\s*rule\\b");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u");
    private static final Pattern LONE_RETURN = Pattern.compile("\\r(?!\\n)");

    private final String path;
    private final List<Fault> faults;

    private SizeCheck(String path, List<Fault> faults) {
        this.path = path;
        this.faults = faults;
    }

    /** Whether so many files may be parsed; adds what speaks against it. */
    static boolean allows(Map<String, String> files, List<Fault> faults) {
        int before = faults.size();
        int characters = files.values().stream().mapToInt(String::length).sum();
        if (files.size() > MOST_FILES) {
            faults.add(Fault.at(
                    "rules",
                    0,
                    "there are " + files.size() + " rule files, of at most " + MOST_FILES + ".",
                    "Maybe rules on one topic can share a file."));
        } else if (characters > MOST_CHARACTERS_IN_ALL) {
            faults.add(Fault.at(
                    "rules",
                    0,
                    "the rule files have " + characters + " characters, of at most " + MOST_CHARACTERS_IN_ALL + ".",
                    "Maybe figures in them are rows of a catalog."));
        }
        return faults.size() == before;
    }

    /** Whether a file may be parsed; adds what speaks against it. */
    static boolean allows(String path, String text, List<Fault> faults) {
        int before = faults.size();
        new SizeCheck(path, faults).check(text);
        return faults.size() == before;
    }

    private void check(String text) {
        if (!PATH.matcher(path).matches()) {
            add(
                    0,
                    "a rule file has a name of small letters, digits and hyphens.",
                    "Maybe rules/eligibility/memory.drl.");
        } else if (text.length() > MOST_CHARACTERS) {
            add(
                    0,
                    "the file has " + text.length() + " characters, of at most " + MOST_CHARACTERS + ".",
                    "Maybe it holds several topics, each of which can have its own file.");
        } else {
            lines(text);
        }
    }

    private void lines(String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!readable(i + 1, lines.get(i))) {
                return;
            }
        }
        List<String> code = RuleText.code(text);
        int rules = 0;
        int ruleLine = 0;
        int depth = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (RULE.matcher(line).find()) {
                rules++;
                ruleLine = i + 1;
            }
            for (int at = 0; at < code.get(i).length(); at++) {
                char sign = code.get(i).charAt(at);
                depth = sign == '(' ? depth + 1 : sign == ')' ? Math.max(0, depth - 1) : depth;
                if (depth > MOST_NESTING) {
                    add(
                            i + 1,
                            at + 1,
                            "brackets are nested more than " + MOST_NESTING + " deep.",
                            "Maybe a named method of a fact has the figure, or two rules say it.");
                    return;
                }
            }
            if (ruleLine > 0 && i + 1 - ruleLine >= MOST_LINES_OF_A_RULE && !line.isBlank()) {
                add(
                        ruleLine,
                        "the rule has more than " + MOST_LINES_OF_A_RULE + " lines.",
                        "Maybe it is several rules, or its 'end' is missing.");
                return;
            }
            if (line.strip().equals("end")) {
                ruleLine = 0;
            }
        }
        if (rules > MOST_RULES) {
            add(
                    0,
                    "the file has " + rules + " rules, of at most " + MOST_RULES + ".",
                    "Maybe it holds several topics, each of which can have its own file.");
        }
        if (LONE_RETURN.matcher(text).find()) {
            add(
                    0,
                    "a line of the file ends in a way that programs read differently.",
                    "Maybe the editor can save it with line ends as on Linux or Windows.");
        }
    }

    private boolean readable(int number, String line) {
        if (line.length() > MOST_OF_A_LINE) {
            add(
                    number,
                    "the line has " + line.length() + " characters, of at most " + MOST_OF_A_LINE + ".",
                    "Maybe the sentence can be shorter, or the conditions stand on lines of their own.");
            return false;
        }
        if (ESCAPE.matcher(line).find()) {
            add(number, "a \\u escape is not allowed in a rule file.", "Maybe write the letter itself.");
            return false;
        }
        Optional<UnseenText.Found> unseen = UnseenText.inLines(line);
        unseen.ifPresent(found -> add(
                number,
                found.at() + 1,
                "there is a character that cannot be seen (" + found.name() + ").",
                "Maybe it was pasted along and can be deleted."));
        if (unseen.isPresent()) {
            return false;
        }
        return true;
    }

    private void add(int line, String message, String hint) {
        faults.add(Fault.at(path, line, message, hint));
    }

    private void add(int line, int column, String message, String hint) {
        faults.add(new Fault(path, line, column, "", message, hint));
    }
}

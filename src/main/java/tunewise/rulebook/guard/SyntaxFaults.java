package tunewise.rulebook.guard;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.ParserError;
import tunewise.catalog.Fault;
import tunewise.rulebook.language.RuleText;
import tunewise.text.SpellingSuggestion;

/** Says where a rule file stops being readable. Only the first place of a file counts; the others follow from it. */
final class SyntaxFaults {
    private static final Pattern FOUND = Pattern.compile("(?:mismatched input|at input) '([^']+)'");
    private static final Pattern RULE = Pattern.compile("^\\s*rule\\s*\"([A-Z]{3}-\\d{3})?.*");
    private static final Pattern UNQUOTED = Pattern.compile("^\\s*rule\\s+[^\"]*$");
    private static final List<String> PARTS = List.of("when", "then", "end");
    private static final List<String> BEGINNINGS = List.of("rule", "import", "package", "agenda-group");
    private static final int MOST_TYPOS = 1;

    private final String path;
    private final List<String> lines;

    private SyntaxFaults(String path, String text) {
        this.path = path;
        this.lines = text.lines().toList();
    }

    static Fault first(String path, String text, List<DroolsError> errors) {
        return new SyntaxFaults(path, text).fault(errors.get(0));
    }

    private Fault fault(DroolsError error) {
        Optional<Integer> openQuote = openQuote();
        if (openQuote.isPresent()) {
            return new Fault(
                    path,
                    openQuote.get(),
                    0,
                    ruleAt(openQuote.get()),
                    "syntax: a text is not closed on its line.",
                    "Maybe a double quote is missing in it.");
        }
        int line = error instanceof ParserError parse ? Math.max(1, parse.getRow()) : 1;
        int column = error instanceof ParserError parse ? Math.max(0, parse.getCol() + 1) : 0;
        Matcher found = FOUND.matcher(String.valueOf(error.getMessage()));
        String what = found.find() ? "'" + found.group(1) + "' is not expected here." : "this cannot be read.";
        int rule = ruleLine(error.getMessage(), line);
        String hint = what.startsWith("'=' ") ? "Maybe you mean '==', which compares." : hint(rule, line);
        return new Fault(path, line, column, ruleAt(rule), "syntax: " + what, hint);
    }

    private String hint(int rule, int line) {
        int last = Math.min(lines.size(), line);
        for (int i = Math.max(0, rule - 1); i < last; i++) {
            String typo = typo(lines.get(i));
            if (!typo.isEmpty()) {
                return "Maybe line " + (i + 1) + " is to begin with '" + typo + "'.";
            }
        }
        if (lines.size() >= line && UNQUOTED.matcher(lines.get(line - 1)).matches()) {
            return "Maybe the rule's name lacks its double quotes.";
        }
        if (rule > 0) {
            List<String> block = IntStream.range(rule, lines.size())
                    .mapToObj(lines::get)
                    .takeWhile(each -> !RULE.matcher(each).matches())
                    .map(String::strip)
                    .toList();
            for (String part : PARTS) {
                if (!block.contains(part)) {
                    return "Maybe '" + part + "' is missing on a line of its own, in the rule that begins in line "
                            + rule + ".";
                }
            }
        }
        return "Maybe a bracket or a comma is missing just before.";
    }

    /** The keyword that the first word of a line nearly is. */
    private static String typo(String line) {
        String first = line.strip().split("\\s+", 2)[0];
        List<String> known = line.strip().equals(first) ? PARTS : BEGINNINGS;
        if (known.contains(first) || first.length() < 2 || PARTS.contains(first)) {
            return "";
        }
        return known.stream()
                .filter(word -> SpellingSuggestion.distance(first, word) <= MOST_TYPOS)
                .findFirst()
                .orElse("");
    }

    private Optional<Integer> openQuote() {
        List<String> code = RuleText.code(String.join("\n", lines));
        return IntStream.range(0, code.size())
                .filter(i -> code.get(i).contains("\""))
                .mapToObj(i -> i + 1)
                .findFirst();
    }

    /** The line of the rule that the parser was in; 0 before the first. */
    private int ruleLine(String message, int line) {
        Matcher name = Pattern.compile("in rule \"([^\"]+)\"").matcher(message);
        if (name.find()) {
            String quoted = "\"" + name.group(1) + "\"";
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).contains(quoted)) {
                    return i + 1;
                }
            }
        }
        for (int i = Math.min(line, lines.size()); i > 0; i--) {
            if (RULE.matcher(lines.get(i - 1)).matches()) {
                return i;
            }
        }
        return 0;
    }

    private String ruleAt(int line) {
        if (line == 0) {
            return "";
        }
        Matcher rule = RULE.matcher(lines.get(line - 1));
        return rule.matches() && rule.group(1) != null ? rule.group(1) : "";
    }
}

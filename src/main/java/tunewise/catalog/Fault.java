package tunewise.catalog;

/**
 * One thing wrong in a rule or catalog file, in an analyst's words.
 *
 * @param file path from the project's root, as in {@code rules/catalog/offers.csv}
 * @param line from 1; 0 when the fault is about the whole file
 * @param column from 1; 0 when only the line is known
 * @param rule id of the rule; empty outside rules
 * @param message where, which value, what was expected
 * @param hint what to do, beginning with "Maybe"; may be empty
 */
public record Fault(String file, int line, int column, String rule, String message, String hint)
        implements Comparable<Fault> {

    public static Fault at(String file, int line, String message, String hint) {
        return new Fault(file, line, 0, "", message, hint);
    }

    /** {@code file:line:column: rule: message} and the hint on a line of its own. */
    public String text() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
        }
        if (column > 0) {
            text.append(':').append(column);
        }
        text.append(": ");
        if (!rule.isEmpty()) {
            text.append(rule).append(": ");
        }
        text.append(message);
        if (!hint.isEmpty()) {
            text.append('\n').append(hint);
        }
        return text.toString();
    }

    @Override
    public int compareTo(Fault other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byLine = Integer.compare(line, other.line);
        if (byLine != 0) {
            return byLine;
        }
        int byColumn = Integer.compare(column, other.column);
        return byColumn != 0 ? byColumn : message.compareTo(other.message);
    }

    /** As in "1 fault" or "2 faults". */
    public static String count(int faults) {
        return faults + (faults == 1 ? " fault" : " faults");
    }
}

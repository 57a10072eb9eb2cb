package tunewise.cli.terminal;

import java.util.List;
import java.util.Locale;
import tunewise.advice.MeasuredRun;
import tunewise.catalog.Catalog;
import tunewise.estimate.Range;
import tunewise.wording.MeasuredGroup;

/** Text for a terminal: headings, and rows of a label and words that wrap beside it. */
public final class TextPage {
    private static final int WIDTH = 100;
    private static final int INDENT = 14;

    private final StringBuilder text = new StringBuilder();

    public String text() {
        return text.toString().stripTrailing();
    }

    public void blank() {
        text.append('\n');
    }

    public void heading(String words) {
        text.append('\n').append(words).append('\n');
    }

    public void row(String label, String words) {
        wrapped("  " + label, INDENT, words);
    }

    public void wrapped(String label, int indent, String words) {
        StringBuilder line = new StringBuilder(label);
        line.append(" ".repeat(Math.max(indent > 0 ? 1 : 0, indent - label.length())));
        boolean empty = true;
        for (String word : words.strip().split(" ", -1)) {
            if (!empty && line.length() + word.length() + 1 > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(" ".repeat(indent));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        text.append(line).append('\n');
    }

    /** The central figure, with its range where there is one. */
    public static String between(Range range, String format, String unit) {
        String central = unit + String.format(Locale.ROOT, format, range.central());
        String low = unit + String.format(Locale.ROOT, format, range.low());
        String high = unit + String.format(Locale.ROOT, format, range.high());
        return low.equals(high) ? central : central + " (" + low + " to " + high + ")";
    }

    public static String billions(long parameters) {
        return String.format(Locale.ROOT, "%.2fB", parameters / 1e9);
    }

    /** What others measured near to it, or nothing. */
    public void measured(List<MeasuredRun> runs, Catalog catalog) {
        if (runs.isEmpty()) {
            return;
        }
        heading("Measured nearby, with our estimate of each run");
        for (MeasuredGroup run : MeasuredGroup.of(runs, catalog)) {
            row("", run.ran() + ": " + run.measured() + ", estimated " + run.estimated() + " [" + run.source() + "]");
        }
    }
}

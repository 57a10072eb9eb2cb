package tunewise.workshop;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What sets two releases apart: rule by rule, row by row, and by file for the rest.
 *
 * @param files fixtures, and whatever else has neither rules nor rows or cannot be read as such
 */
public record Differences(List<RuleChange> rules, List<RowChange> rows, List<FileChange> files) {
    public Differences {
        rules = List.copyOf(rules);
        rows = List.copyOf(rows);
        files = List.copyOf(files);
    }

    /** A rule that came, went or reads otherwise; before or after is null where there is none. */
    public record RuleChange(String id, String name, String file, @Nullable String before, @Nullable String after) {}

    /**
     * A row of a catalog that came, went or has other cells.
     *
     * @param key what stands in its first column
     * @param cells those that differ; for a row that came or went all that are not blank
     */
    public record RowChange(Kind kind, String file, String key, List<Cell> cells) {
        public RowChange {
            cells = List.copyOf(cells);
        }
    }

    /** What stands in a column; null where there is no such row or column. */
    public record Cell(String column, @Nullable String before, @Nullable String after) {}

    /** A file that came, went or reads otherwise. */
    public record FileChange(Kind kind, String file) {}

    /** What happened to something. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED;

        static Kind of(@Nullable Object before, @Nullable Object after) {
            return before == null ? ADDED : after == null ? REMOVED : CHANGED;
        }
    }

    /** Ids of rules that came or read otherwise, or whose fixture did. */
    public Set<String> rulesTouched() {
        Set<String> touched = new TreeSet<>();
        rules.stream().filter(rule -> rule.after() != null).map(RuleChange::id).forEach(touched::add);
        files.stream()
                .filter(file -> file.kind() != Kind.REMOVED)
                .flatMap(file -> RuleFixture.ruleOf(file.file()).stream())
                .forEach(touched::add);
        return touched;
    }

    public boolean none() {
        return rules.isEmpty() && rows.isEmpty() && files.isEmpty();
    }

    /** In a few words, as in {@code 1 rule added, 2 rows changed}. */
    public String summary() {
        Map<String, Long> counts = new LinkedHashMap<>();
        rules.forEach(rule -> count(counts, "rule", Kind.of(rule.before(), rule.after())));
        rows.forEach(row -> count(counts, "row", row.kind()));
        files.forEach(file -> count(counts, "file", file.kind()));
        return counts.isEmpty()
                ? "no differences"
                : counts.entrySet().stream()
                        .map(each -> each.getValue() + " "
                                + (each.getValue() == 1
                                        ? each.getKey()
                                        : each.getKey().replaceFirst(" ", "s ")))
                        .collect(Collectors.joining(", "));
    }

    private static void count(Map<String, Long> counts, String what, Kind kind) {
        counts.merge(what + " " + kind.name().toLowerCase(Locale.ROOT), 1L, Long::sum);
    }

    public static Differences between(Workspace before, Workspace after) {
        List<RuleChange> rules = new ArrayList<>();
        List<RowChange> rows = new ArrayList<>();
        List<FileChange> files = new ArrayList<>();
        SortedMap<String, String> old = before.files();
        SortedMap<String, String> now = after.files();
        Map<String, RuleText> oldRules = new LinkedHashMap<>();
        Map<String, RuleText> newRules = new LinkedHashMap<>();
        Set<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        for (String path : paths) {
            String one = old.get(path);
            String other = now.get(path);
            if (Objects.equals(one, other)) {
                continue;
            }
            if (path.endsWith(".drl")) {
                String rest = rulesOf(path, one, oldRules);
                String otherRest = rulesOf(path, other, newRules);
                if (one != null && other != null && !rest.equals(otherRest)) {
                    files.add(new FileChange(Kind.CHANGED, path));
                }
            } else if (!path.endsWith(".csv") || !rows(rows, path, one, other)) {
                files.add(new FileChange(Kind.of(one, other), path));
            }
        }
        Set<String> ids = new TreeSet<>(oldRules.keySet());
        ids.addAll(newRules.keySet());
        for (String id : ids) {
            RuleText one = oldRules.get(id);
            RuleText other = newRules.get(id);
            String text = one == null ? null : one.text();
            String otherText = other == null ? null : other.text();
            if (!Objects.equals(text, otherText)) {
                RuleText shown = other == null ? Objects.requireNonNull(one) : other;
                rules.add(new RuleChange(id, shown.name(), shown.file(), text, otherText));
            }
        }
        return new Differences(rules, rows, files);
    }

    private record RuleText(String file, String name, String text) {}

    private static final Pattern RULE =
            Pattern.compile("(?ms)^((?://[^\\n]*\\n)*rule\\s+\"(\\S+) ?([^\"\\n]*)\".*?^\\s*end\\s*$)");

    /** Collects the rules of a file with the comments above them; what is left is its head and what stands between. */
    private static String rulesOf(String path, @Nullable String text, Map<String, RuleText> rules) {
        if (text == null) {
            return "";
        }
        Matcher matcher = RULE.matcher(text);
        StringBuilder rest = new StringBuilder();
        while (matcher.find()) {
            rules.put(
                    matcher.group(2),
                    new RuleText(path, matcher.group(3), matcher.group(1).strip()));
            matcher.appendReplacement(rest, "");
        }
        matcher.appendTail(rest);
        return rest.toString().replaceAll("\\s+", " ").strip();
    }

    /** Compares two states of a catalog; false when one of them is no table. */
    private static boolean rows(List<RowChange> rows, String path, @Nullable String before, @Nullable String after) {
        Map<String, Map<String, String>> old = table(before);
        Map<String, Map<String, String>> now = table(after);
        if (old == null || now == null) {
            return false;
        }
        Set<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        int found = rows.size();
        for (String key : keys) {
            Map<String, String> one = old.get(key);
            Map<String, String> other = now.get(key);
            if (!Objects.equals(one, other)) {
                rows.add(new RowChange(Kind.of(one, other), path, key, cells(one, other)));
            }
        }
        return rows.size() > found;
    }

    private static List<Cell> cells(@Nullable Map<String, String> before, @Nullable Map<String, String> after) {
        Set<String> columns = new LinkedHashSet<>();
        if (before != null) {
            columns.addAll(before.keySet());
        }
        if (after != null) {
            columns.addAll(after.keySet());
        }
        List<Cell> cells = new ArrayList<>();
        for (String column : columns) {
            String one = before == null ? null : before.get(column);
            String other = after == null ? null : after.get(column);
            boolean blank = (one == null || one.isEmpty()) && (other == null || other.isEmpty());
            if (!blank && !Objects.equals(one, other)) {
                cells.add(new Cell(column, one, other));
            }
        }
        return cells;
    }

    /** Rows by key, in their order; null when it is no table. */
    private static @Nullable Map<String, Map<String, String>> table(@Nullable String text) {
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        if (text == null) {
            return table;
        }
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            List<String> header = List.of();
            for (CsvRecord record : reader) {
                if (header.isEmpty()) {
                    header = record.getFields();
                } else {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int i = 0; i < Math.min(header.size(), record.getFieldCount()); i++) {
                        row.put(header.get(i), record.getField(i));
                    }
                    table.put(record.getField(0), row);
                }
            }
            return table;
        } catch (CsvParseException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package tunewise.web.workshop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.Fault;
import tunewise.rulebook.language.Vocabulary;
import tunewise.workshop.CatalogTable;
import tunewise.workshop.Drafts.Draft;
import tunewise.workshop.Examination;
import tunewise.workshop.RuleFixture;
import tunewise.workshop.Workspace;

/**
 * A file of a draft, in the editor.
 *
 * @param stored its text as saved; empty for a new file
 * @param text what stands in the editor
 * @param rule id of the rule whose fixture stands beside it; empty for none
 * @param faults those of this file and of the fixture beside it
 * @param elsewhere how many faults there are in other files
 * @param from number of the first row that is shown of a table
 */
record FileView(
        Draft draft,
        String path,
        String stored,
        String text,
        List<String> rules,
        String rule,
        String besideStored,
        String besideText,
        List<Fault> faults,
        int elsewhere,
        Optional<CatalogTable> table,
        int from,
        @Nullable String refused) {
    private static final Pattern RULE = Pattern.compile("(?m)^rule\\s+\"([A-Z]{3}-\\d{3})");
    private static final int ROWS = 20;

    static FileView of(
            Draft draft, String path, Workspace piece, Examination check, Optional<String> wanted, int from) {
        String text = piece.files().getOrDefault(path, "");
        List<String> rules = new ArrayList<>();
        Matcher matcher = RULE.matcher(path.endsWith(".drl") ? text : "");
        while (matcher.find()) {
            rules.add(matcher.group(1));
        }
        String rule = wanted.filter(rules::contains)
                .or(() -> rules.stream().findFirst())
                .orElse("");
        String beside = rule.isEmpty() ? "" : piece.files().getOrDefault(fixture(rule), "");
        List<Fault> faults = check.faults();
        List<Fault> here = faults.stream()
                .filter(fault -> fault.file().equals(path) || fault.file().equals(fixture(rule)))
                .toList();
        Optional<CatalogTable> table = path.endsWith(".csv") ? CatalogTable.read(text) : Optional.empty();
        int first = table.map(rows -> Math.min(from, Math.max(0, rows.rows().size() - 1)) / ROWS * ROWS)
                .orElse(0);
        return new FileView(
                draft,
                path,
                text,
                text,
                rules,
                rule,
                beside,
                beside,
                here,
                faults.size() - here.size(),
                table,
                first,
                null);
    }

    /** What was sent and not saved, so that nothing typed is lost. */
    FileView sent(String sentText, String sentBeside, @Nullable String why) {
        return new FileView(
                draft,
                path,
                stored,
                sentText,
                rules,
                rule,
                besideStored,
                sentBeside,
                faults,
                elsewhere,
                table,
                from,
                why);
    }

    static String fixture(String rule) {
        return RuleFixture.path(rule);
    }

    String beside() {
        return rule.isEmpty() ? "" : fixture(rule);
    }

    String seenTable() {
        return String.valueOf(stored.hashCode());
    }

    int last() {
        return Math.min(table.map(rows -> rows.rows().size()).orElse(0), from + ROWS);
    }

    int next() {
        return from + ROWS;
    }

    int previous() {
        return Math.max(0, from - ROWS);
    }

    List<String> lines() {
        return text.lines().toList();
    }

    /** What is wrong with a line, or nothing. */
    String faultOf(int line) {
        return faults.stream()
                .filter(fault -> fault.file().equals(path) && fault.line() == line)
                .map(fault -> (fault.message() + " " + fault.hint()).strip())
                .collect(Collectors.joining(" "));
    }

    /** Lines of the file with something wrong, for its margin: {@code 14 20}. */
    String faultyLines() {
        return faults.stream()
                .filter(fault -> fault.file().equals(path) && fault.line() > 0)
                .map(fault -> String.valueOf(fault.line()))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    boolean drl() {
        return path.endsWith(".drl");
    }

    /** Facts and their fields, for completion: {@code Plan: method, rank, ...}. */
    String vocabulary() {
        Map<String, String> words = new TreeMap<>();
        Vocabulary.FACTS.forEach((name, type) -> words.put(
                name,
                Arrays.stream(type.getRecordComponents())
                        .map(component -> component.getName())
                        .collect(Collectors.joining(" "))));
        return words.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(";"));
    }
}

package tunewise.ledger.replay;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.entry.Replay.FieldChange;
import tunewise.ledger.entry.Replay.RowChange;
import tunewise.rulebook.language.RuleInfo;

/** What differs between two releases. */
final class ReleaseDiff {
    private static final int MOST_ROWS = 100;

    private ReleaseDiff() {}

    /** Of these rules, those that read differently or are in one of the releases only. */
    static List<String> rules(LoadedRelease was, LoadedRelease now, Set<String> ids) {
        return ids.stream()
                .filter(id -> !was.rulebook()
                        .rule(id)
                        .map(RuleInfo::text)
                        .equals(now.rulebook().rule(id).map(RuleInfo::text)))
                .sorted()
                .toList();
    }

    /** Rows of catalogs that were added, removed or changed; those that name one of these ids come first. */
    static List<RowChange> rows(RuleFiles was, RuleFiles now, Set<String> concerned) {
        SortedSet<String> files = new TreeSet<>();
        for (String file : union(was.files().keySet(), now.files().keySet())) {
            if (file.endsWith(".csv")
                    && !Objects.equals(was.files().get(file), now.files().get(file))) {
                files.add(file);
            }
        }
        List<RowChange> changes = new ArrayList<>();
        for (String file : files) {
            Map<String, Map<String, String>> before = rows(was.files().getOrDefault(file, ""));
            Map<String, Map<String, String>> after = rows(now.files().getOrDefault(file, ""));
            for (String key : union(before.keySet(), after.keySet())) {
                List<FieldChange> columns =
                        columns(before.getOrDefault(key, Map.of()), after.getOrDefault(key, Map.of()));
                if (!columns.isEmpty()) {
                    changes.add(new RowChange(file, key, columns));
                }
            }
        }
        return changes.stream()
                .sorted(Comparator.comparing(change -> !concerned.contains(change.key())))
                .limit(MOST_ROWS)
                .toList();
    }

    static List<FieldChange> columns(Map<String, String> was, Map<String, String> now) {
        return union(was.keySet(), now.keySet()).stream()
                .filter(column -> !Objects.equals(was.get(column), now.get(column)))
                .map(column -> new FieldChange(column, was.get(column), now.get(column)))
                .toList();
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new java.util.LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static Map<String, Map<String, String>> rows(String csv) {
        List<CsvRecord> records = CsvReader.builder().ofCsvRecord(csv).stream().collect(Collectors.toList());
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        if (!records.isEmpty()) {
            List<String> header = records.get(0).getFields();
            for (CsvRecord record : records.subList(1, records.size())) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < Math.min(header.size(), record.getFieldCount()); i++) {
                    row.put(header.get(i), record.getField(i));
                }
                rows.put(record.getField(0), row);
            }
        }
        return rows;
    }
}

package tunewise.catalog.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tunewise.catalog.RuleFiles;
import tunewise.text.SpellingSuggestion;
import tunewise.text.UnseenText;

/** A catalog file whose header, row lengths, keys and order were checked; the cells are checked as a {@link Row} gives them. */
final class Table {
    private static final String STARTS_FORMULA = "=+@";

    /** Far above any honest catalog; a million rows would hold up every check of the folder. */
    private static final int MOST_ROWS = 50_000;

    private final CatalogFile file;
    private final Layout layout;
    private final Faults faults;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> lineOfKey = new LinkedHashMap<>();
    private boolean readable = true;

    private Table(CatalogFile file, Layout layout, Faults faults) {
        this.file = file;
        this.layout = layout;
        this.faults = faults;
    }

    static Table read(CatalogFile file, Layout layout, RuleFiles files, Faults faults) {
        Table table = new Table(file, layout, faults);
        String text = files.files().get(layout.path());
        if (text == null && layout.mayBeMissing()) {
            table.supply();
            return table;
        }
        if (text == null) {
            table.readable = false;
            table.fault(0, "the file is missing.", "Maybe it was renamed or not yet written.");
        } else {
            table.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
            table.supply();
        }
        return table;
    }

    /** Every row made into something, those with faults left out. */
    <T> List<T> map(Function<Row, T> reading) {
        List<T> made = new ArrayList<>();
        for (Row row : rows) {
            T one = reading.apply(row);
            if (row.sound()) {
                made.add(one);
            }
        }
        return made;
    }

    /** Whether every row is sound, so that what is missing was not left out for a fault. */
    boolean sound() {
        return rows.stream().allMatch(Row::sound);
    }

    String fileName() {
        return layout.fileName();
    }

    String noun() {
        return file.noun();
    }

    /** Whether a row has this key; true of every key when the file cannot be read, which is a fault of its own. */
    boolean hasKey(String key) {
        return !readable || lineOfKey.containsKey(key);
    }

    Set<String> keys() {
        return lineOfKey.keySet();
    }

    void fault(int line, String message, String hint) {
        faults.add(layout.path(), line, message, hint);
    }

    private void parse(String text) {
        List<CsvRecord> records = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)) {
            reader.forEach(records::add);
        } catch (CsvParseException e) {
            readable = false;
            fault(
                    records.isEmpty() ? 1 : line(records.get(records.size() - 1)) + 1,
                    "this row or one below it is not CSV.",
                    "Maybe a quote is not closed, or a quote inside a quoted cell is not doubled.");
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (records.size() > MOST_ROWS) {
            readable = false;
            fault(
                    0,
                    "the file has " + records.size() + " rows, of at most " + MOST_ROWS + ".",
                    "Maybe remove rows that no answer needs.");
            return;
        }
        if (records.isEmpty()) {
            readable = false;
            fault(0, "the file is empty.", "Maybe its header is missing: " + String.join(",", layout.columns()) + ".");
            return;
        }
        List<String> header =
                records.get(0).getFields().stream().map(String::strip).toList();
        if (header.size() == 1 && header.get(0).contains(";")) {
            readable = false;
            fault(
                    1,
                    "the columns are separated by semicolons, but we expect commas.",
                    "Maybe save it again from the spreadsheet, with commas between columns and a point for decimals.");
            return;
        }
        readable = header.contains(file.key());
        boolean complete = checkHeader(header);
        for (CsvRecord record : records.subList(1, records.size())) {
            readRow(header, record, complete);
        }
        if (complete && file.sortedByKey()) {
            checkOrder();
        }
    }

    private boolean checkHeader(List<String> header) {
        Set<String> seen = new HashSet<>();
        List<String> missing = new ArrayList<>(layout.columns());
        missing.removeAll(header);
        boolean complete = missing.isEmpty();
        for (String column : header) {
            if (!seen.add(column)) {
                complete = false;
                fault(1, "the column '" + column + "' appears twice in the header.", "Maybe remove one of the two.");
            } else if (!layout.columns().contains(column)) {
                complete = false;
                Optional<String> meant = SpellingSuggestion.nearest(column, missing);
                meant.ifPresent(missing::remove);
                fault(
                        1,
                        "the column '" + column + "' is not known here.",
                        meant.map(name -> "Maybe you mean '" + name + "'.")
                                .orElse("Maybe it belongs in another file."));
            }
        }
        for (String column : missing) {
            fault(1, "the column '" + column + "' is missing.", "Maybe it is misspelt in the header.");
        }
        return complete;
    }

    private void readRow(List<String> header, CsvRecord record, boolean complete) {
        int line = line(record);
        if (record.getFieldCount() != header.size()) {
            fault(
                    line,
                    "the row has " + record.getFieldCount() + " cells, the header has " + header.size() + ".",
                    record.getFieldCount() < header.size()
                            ? "Maybe a comma is missing."
                            : "Maybe a cell with a comma needs quotes, or a decimal comma has to be a point.");
        }
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < Math.min(header.size(), record.getFieldCount()); i++) {
            String cell = record.getField(i).strip();
            Optional<UnseenText.Found> unseen = UnseenText.in(cell);
            if (unseen.isPresent()) {
                fault(
                        line,
                        header.get(i) + " has a character that cannot be seen ("
                                + unseen.get().name() + ").",
                        "Maybe a line break or something else was pasted along and can be deleted.");
            }
            if (!cell.isEmpty() && STARTS_FORMULA.indexOf(cell.charAt(0)) >= 0) {
                fault(
                        line,
                        header.get(i) + " '" + cell + "' begins with '" + cell.charAt(0)
                                + "', which a spreadsheet would run as a formula.",
                        "Maybe put a word in front of it.");
            }
            cells.put(header.get(i), cell);
        }
        String key = cells.getOrDefault(file.key(), "");
        Integer earlier = key.isEmpty() ? null : lineOfKey.putIfAbsent(key, line);
        if (earlier != null) {
            fault(
                    line,
                    file.key() + " '" + key + "' is already on line " + earlier + ".",
                    "Maybe remove one of the two rows, or give it its own key.");
        }
        if (complete && record.getFieldCount() == header.size()) {
            rows.add(new Row(this, line, layout.reading().apply(cells)));
        }
    }

    /** Rows that the release may lack because the program had them then. */
    private void supply() {
        for (Map<String, String> cells : layout.supplied()) {
            if (readable && lineOfKey.putIfAbsent(cells.getOrDefault(file.key(), ""), 0) == null) {
                rows.add(new Row(this, 0, cells));
            }
        }
    }

    private void checkOrder() {
        String last = "";
        for (Map.Entry<String, Integer> entry : lineOfKey.entrySet()) {
            if (entry.getKey().compareTo(last) < 0) {
                fault(
                        entry.getValue(),
                        file.key() + " '" + entry.getKey() + "' comes after '" + last + "', but rows are sorted by "
                                + file.key() + ".",
                        "Maybe move the row up.");
            } else {
                last = entry.getKey();
            }
        }
    }

    private static int line(CsvRecord record) {
        return Math.toIntExact(record.getStartingLineNumber());
    }
}

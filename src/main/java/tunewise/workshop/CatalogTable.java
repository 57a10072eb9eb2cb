package tunewise.workshop;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A catalog as rows and cells that can be edited. Lines whose cells stay are kept as they are written, so that a
 * difference shows only what was changed.
 */
public record CatalogTable(List<String> columns, List<Row> rows) {
    public CatalogTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A row.
     *
     * @param text as it stands in the file
     */
    public record Row(int line, List<String> cells, String text) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** The table of a file; empty when it cannot be shown as one. */
    public static Optional<CatalogTable> read(String text) {
        List<String> lines = text.lines().toList();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            List<String> columns = List.of();
            List<Row> rows = new ArrayList<>();
            for (CsvRecord record : reader) {
                int line = (int) record.getStartingLineNumber();
                if (columns.isEmpty()) {
                    columns = record.getFields();
                } else if (record.getFieldCount() != columns.size()
                        || record.getFields().stream().anyMatch(cell -> cell.contains("\n"))) {
                    return Optional.empty();
                } else {
                    rows.add(new Row(line, record.getFields(), lines.get(line - 1)));
                }
            }
            return columns.isEmpty() ? Optional.empty() : Optional.of(new CatalogTable(columns, rows));
        } catch (CsvParseException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file with some rows edited and others added where their keys belong.
     *
     * @param edited new cells by number of the row; a row whose cells are all blank goes
     * @param added cells of new rows; one whose cells are all blank is none
     */
    public String with(Map<Integer, List<String>> edited, List<List<String>> added) {
        List<String> lines = new ArrayList<>();
        lines.add(line(columns));
        boolean sorted = sorted();
        Deque<List<String>> waiting = new ArrayDeque<>(added.stream()
                .filter(cells -> cells.stream().anyMatch(cell -> !cell.isBlank()))
                .sorted(Comparator.comparing(cells -> sorted ? cells.get(0) : ""))
                .toList());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            List<String> cells = edited.getOrDefault(i, row.cells());
            while (sorted && !cells.isEmpty() && goesBefore(waiting.peek(), cells)) {
                lines.add(line(waiting.remove()));
            }
            if (cells.equals(row.cells())) {
                lines.add(row.text());
            } else if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                lines.add(line(cells));
            }
        }
        waiting.forEach(cells -> lines.add(line(cells)));
        return String.join("\n", lines) + "\n";
    }

    private static boolean goesBefore(@Nullable List<String> added, List<String> cells) {
        return added != null && added.get(0).compareTo(cells.get(0)) < 0;
    }

    private boolean sorted() {
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i - 1).cells().get(0).compareTo(rows.get(i).cells().get(0)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static String line(List<String> cells) {
        StringWriter text = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            writer.writeRecord(cells.stream().map(String::strip).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().strip();
    }
}

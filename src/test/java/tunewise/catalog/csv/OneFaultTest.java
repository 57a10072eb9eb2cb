package tunewise.catalog.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.ShippedRules;

/** A mistake in one cell is one fault: what hangs on that cell is not called wrong too. */
class OneFaultTest {
    private static final String FOLDER = "rules/catalog/";

    /** Long catalogs that no other refers to, of which the first rows do. */
    private static final Set<String> LONG = Set.of(
            FOLDER + "offers.csv",
            FOLDER + "published-runs.csv",
            FOLDER + "rehearsals.csv",
            FOLDER + "speeds.csv",
            FOLDER + "model-aliases.csv",
            FOLDER + "listed-hosts.csv");

    private static final int FIRST_LINES = 30;
    private static final Map<String, String> SHIPPED = shortened();

    @Test
    void aCellThatCannotBeReadDrawsNoOtherFault() {
        List<String> doubled = new ArrayList<>();
        int drawn = 0;
        for (String path : SHIPPED.keySet()) {
            if (!path.startsWith(FOLDER)) {
                continue;
            }
            List<List<String>> rows = rows(SHIPPED.get(path));
            for (int column = 1; column < rows.get(0).size(); column++) {
                for (int row : ofEachKind(rows, column)) {
                    List<String> faults = faultsWith(path, rows, row, column);
                    drawn += faults.size();
                    if (faults.size() > 1) {
                        doubled.add(faults.toString());
                    }
                }
            }
        }
        assertEquals(List.of(), doubled);
        assertTrue(drawn > 300, "only " + drawn + " mistakes were noticed");
    }

    /** One row for each word of a column that has few, since other cells hang on them; else the first row with a cell. */
    private static Set<Integer> ofEachKind(List<List<String>> rows, int column) {
        Map<String, Integer> first = new TreeMap<>();
        for (int row = 1; row < rows.size(); row++) {
            String cell = rows.get(row).get(column);
            if (!cell.isEmpty()) {
                first.putIfAbsent(cell, row);
            }
        }
        return first.size() > 4 ? Set.of(first.values().iterator().next()) : new HashSet<>(first.values());
    }

    private static List<String> faultsWith(String path, List<List<String>> rows, int row, int column) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            for (int each = 0; each < rows.size(); each++) {
                List<String> cells = new ArrayList<>(rows.get(each));
                if (each == row) {
                    cells.set(column, "yess?");
                }
                csv.writeRecord(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SortedMap<String, String> files = new TreeMap<>(SHIPPED);
        files.put(path, text.toString());
        try {
            CatalogReader.read(new RuleFiles(files));
            return List.of();
        } catch (FaultsException e) {
            return e.faults().stream().map(Object::toString).toList();
        }
    }

    private static Map<String, String> shortened() {
        Map<String, String> files =
                new TreeMap<>(ShippedRules.AS_SHIPPED.rules().files());
        LONG.forEach(path -> files.computeIfPresent(
                path, (any, text) -> text.lines().limit(FIRST_LINES).collect(Collectors.joining("\n", "", "\n"))));
        return files;
    }

    private static List<List<String>> rows(String text) {
        List<List<String>> rows = new ArrayList<>();
        for (CsvRecord record : CsvReader.builder().ofCsvRecord(text)) {
            rows.add(record.getFields());
        }
        return rows;
    }
}

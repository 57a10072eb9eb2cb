package tunewise.workshop.prices;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tunewise.text.SpellingSuggestion;
import tunewise.workshop.prices.ListReader.Source;

/** The rows of a CSV list, read by the names of columns, whatever their order. */
final class CsvRows {
    /** Azure's last column holds several values with commas between them and no quotes. */
    private static final String UNQUOTED_LIST = "Generation";

    private final Source source;
    private final ListContent found;

    CsvRows(Source source, ListContent found) {
        this.source = source;
        this.found = found;
    }

    /** A row: cells by column. */
    static final class Row {
        private final String place;
        private final Map<String, String> cells;

        private Row(String place, Map<String, String> cells) {
            this.place = place;
            this.cells = cells;
        }

        String place() {
            return place;
        }

        /** The cell, empty where it is blank or there is no such column. */
        String text(String column) {
            return cells.getOrDefault(column, "");
        }

        boolean has(String column) {
            return !text(column).isEmpty();
        }

        double number(String column) {
            return Numbers.read(column, text(column));
        }

        /** The first of some columns that is filled in; the last where none is. */
        String first(List<String> columns) {
            return columns.stream().filter(this::has).findFirst().orElse(columns.get(columns.size() - 1));
        }
    }

    /**
     * Reads every row.
     *
     * @param required columns that must be there
     * @throws PriceListException when they are not, or the file breaks off
     */
    void each(List<String> required, Consumer<Row> reading) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(1 << 22)
                .ofCsvRecord(source.text())) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw new PriceListException(source.name() + " is empty. Maybe the download broke off.");
            }
            Map<String, Integer> columns = header(records.next(), required);
            while (records.hasNext()) {
                read(records.next(), columns, !records.hasNext(), reading);
            }
        } catch (CsvParseException e) {
            throw new PriceListException(
                    source.name() + " is cut off or not CSV: a quote is not closed. Nothing was taken. Maybe the"
                            + " download was cut short.",
                    e);
        }
    }

    private Map<String, Integer> header(CsvRecord record, List<String> required) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < record.getFieldCount(); i++) {
            columns.putIfAbsent(record.getField(i).strip(), i);
        }
        List<String> missing =
                required.stream().filter(column -> !columns.containsKey(column)).toList();
        if (!missing.isEmpty()) {
            throw new PriceListException(source.name() + ":1: there is no column '" + String.join("', '", missing)
                    + "'; the columns are " + String.join(", ", columns.keySet()) + ". "
                    + SpellingSuggestion.nearest(missing.get(0), columns.keySet())
                            .map(near -> "Maybe '" + near + "' needs this name instead.")
                            .orElse("Maybe it is a list of another format or version."));
        }
        return columns;
    }

    private void read(CsvRecord record, Map<String, Integer> columns, boolean last, Consumer<Row> reading) {
        String place = source.name() + ":" + record.getStartingLineNumber();
        if (record.getFieldCount() < columns.size() && last) {
            throw new PriceListException(place + ": the last row has only " + record.getFieldCount() + " of "
                    + columns.size() + " cells, so the file is cut off there. Nothing was taken. Maybe the download was"
                    + " cut short.");
        }
        found.row(place, () -> {
            if (record.getFieldCount() != columns.size() && !endsWithList(record, columns)) {
                throw RowRefused.faulty(
                        "the row has " + record.getFieldCount() + " cells, the header has " + columns.size() + ".",
                        "Maybe a comma is missing, or a cell with a comma needs quotes.");
            }
            Map<String, String> cells = new HashMap<>();
            columns.forEach(
                    (column, at) -> cells.put(column, record.getField(at).strip()));
            reading.accept(new Row(place, cells));
        });
    }

    private static boolean endsWithList(CsvRecord record, Map<String, Integer> columns) {
        Integer at = columns.get(UNQUOTED_LIST);
        return at != null
                && at == columns.size() - 1
                && record.getFieldCount() > columns.size()
                && record.getFields().subList(at, record.getFieldCount()).stream()
                        .allMatch(cell -> cell.matches("V\\d"));
    }
}

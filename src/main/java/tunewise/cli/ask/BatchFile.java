package tunewise.cli.ask;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tunewise.cli.terminal.TableFormat;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.question.FieldFault;

/** Reads a file of questions as it is worked on: CSV with the names of fields on top, or a JSON object a line. */
final class BatchFile {
    /** So far the first letter, which tells JSON from CSV, is looked for. */
    private static final int MOST_BLANKS = 1 << 12;

    private static final double NOT_KNOWN = -1;

    private final String name;
    private final Function<Collection<String>, List<FieldFault>> faultsOfNames;
    private final String example;

    /**
     * A file by its name, or standard input by a hyphen.
     *
     * @param faultsOfNames what is wrong with the names of columns
     * @param example a header that would do
     */
    BatchFile(String name, Function<Collection<String>, List<FieldFault>> faultsOfNames, String example) {
        this.name = name;
        this.faultsOfNames = faultsOfNames;
        this.example = example;
    }

    /** One row, by the line it begins on. */
    sealed interface Row {
        long line();
    }

    record JsonRow(long line, String json) implements Row {}

    record CellRow(long line, Map<String, List<String>> cells) implements Row {}

    record BrokenRow(long line, List<FieldFault> faults) implements Row {}

    /** Works on rows. */
    interface Worker {
        /** The file's own format, before its first row. */
        void begin(TableFormat own) throws IOException;

        /** share is that of the file that has been read, below 0 when it is not known. */
        void row(Row row, double share) throws IOException;

        void end() throws IOException;
    }

    String name() {
        return name.equals("-") ? "standard input" : name;
    }

    /** @throws UnusableInputException when the file or its header cannot be read */
    void read(Worker worker) {
        try {
            if (name.equals("-")) {
                read(text(Channels.newChannel(System.in)), () -> NOT_KNOWN, worker);
            } else {
                try (FileChannel channel = FileChannel.open(Path.of(name))) {
                    read(text(channel), share(channel), worker);
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        }
    }

    /** Bytes that are not UTF-8 are a fault, not replaced. */
    private static Reader text(ReadableByteChannel channel) {
        return Channels.newReader(channel, StandardCharsets.UTF_8.newDecoder(), -1);
    }

    private UnusableInputException unreadable(@Nullable IOException e) {
        return new UnusableInputException(
                "'" + name
                        + (e instanceof CharacterCodingException
                                ? "' is not UTF-8. Maybe it was saved in another encoding."
                                : "' cannot be read. Maybe its name is misspelt."),
                e);
    }

    private static DoubleSupplier share(FileChannel channel) throws IOException {
        double size = Math.max(1, channel.size());
        return () -> {
            try {
                return channel.position() / size;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private void read(Reader source, DoubleSupplier share, Worker worker) throws IOException {
        BufferedReader reader = new BufferedReader(source);
        boolean json = first(reader) == '{';
        worker.begin(json ? TableFormat.JSONL : TableFormat.CSV);
        if (json) {
            jsonLines(reader, share, worker);
        } else {
            csv(reader, share, worker);
        }
        worker.end();
    }

    /** The first letter that is not blank, without a byte order mark; the reader stays before it. */
    private static int first(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
        reader.mark(MOST_BLANKS);
        int letter = reader.read();
        for (int read = 1; read < MOST_BLANKS && Character.isWhitespace(letter); read++) {
            letter = reader.read();
        }
        reader.reset();
        return letter;
    }

    private static void jsonLines(BufferedReader reader, DoubleSupplier share, Worker worker) throws IOException {
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank()) {
                worker.row(new JsonRow(number, line), share.getAsDouble());
            }
        }
    }

    private void csv(BufferedReader reader, DoubleSupplier share, Worker worker) throws IOException {
        long last = 0;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(reader)) {
            Iterator<CsvRecord> records = csv.iterator();
            List<String> header = header(records);
            while (records.hasNext()) {
                CsvRecord record = records.next();
                last = record.getStartingLineNumber();
                worker.row(row(header, record), share.getAsDouble());
            }
        } catch (CsvParseException e) {
            FieldFault fault = new FieldFault(
                    "",
                    "this row or one below it is not CSV, so we read nothing from here on."
                            + " Maybe a quote is not closed, or a quote inside a quoted cell is not doubled.");
            worker.row(new BrokenRow(last + 1, List.of(fault)), 1);
        }
    }

    private List<String> header(Iterator<CsvRecord> records) {
        if (!records.hasNext()) {
            throw new UnusableInputException(
                    "'" + name() + "' is empty. Maybe its header is missing, as in " + example + ".");
        }
        List<String> header =
                records.next().getFields().stream().map(String::strip).toList();
        List<FieldFault> faults = new ArrayList<>(faultsOfNames.apply(header));
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (!seen.add(column)) {
                faults.add(new FieldFault(column, "the column appears twice. Maybe remove one of the two."));
            }
        }
        if (!faults.isEmpty()) {
            StringBuilder words = new StringBuilder("The header of '" + name() + "' is not understood.");
            faults.forEach(fault ->
                    words.append('\n').append(fault.field()).append(": ").append(fault.message()));
            throw new UnusableInputException(words.toString());
        }
        return header;
    }

    private static Row row(List<String> header, CsvRecord record) {
        long line = record.getStartingLineNumber();
        if (record.getFieldCount() != header.size()) {
            String fault =
                    "the row has %d cells, and the header %d. Maybe a comma is missing, or a cell with commas lacks its quotes."
                            .formatted(record.getFieldCount(), header.size());
            return new BrokenRow(line, List.of(new FieldFault("", fault)));
        }
        Map<String, List<String>> cells = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            cells.put(header.get(i), List.of(record.getField(i)));
        }
        return new CellRow(line, cells);
    }
}

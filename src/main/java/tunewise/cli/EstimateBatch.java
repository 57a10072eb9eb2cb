package tunewise.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tunewise.advice.EstimateAnswer;
import tunewise.advice.Estimates;
import tunewise.question.EstimateReader;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;

/** Estimates every configuration of a file as it is read; a faulty line is told with its number and skipped. */
final class EstimateBatch {
    /** So far the first letter, which tells JSON from CSV, is looked for. */
    private static final int MOST_BLANKS = 1 << 12;

    private static final double NOT_KNOWN = -1;

    private final Estimates estimates;
    private final PrintWriter out;
    private final Progress progress;
    private long done;
    private long faulty;

    EstimateBatch(Estimates estimates, PrintWriter out, Progress progress) {
        this.estimates = estimates;
        this.out = out;
        this.progress = progress;
    }

    /** Whether no line was faulty; format is that of the results, the file's own where none is given. */
    boolean run(String file, @Nullable TableFormat format) {
        try {
            if (file.equals("-")) {
                read("standard input", text(Channels.newChannel(System.in)), () -> NOT_KNOWN, format);
            } else {
                try (FileChannel channel = FileChannel.open(Path.of(file))) {
                    read(file, text(channel), share(channel), format);
                }
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, e.getCause());
        } finally {
            out.flush();
            progress.erase();
        }
        if (faulty > 0) {
            progress.say("%,d of %,d configurations are faulty and were left out.".formatted(faulty, done));
        }
        return faulty == 0;
    }

    /** Bytes that are not UTF-8 are a fault, not replaced. */
    private static Reader text(ReadableByteChannel channel) {
        return Channels.newReader(channel, StandardCharsets.UTF_8.newDecoder(), -1);
    }

    private static UnusableInputException unreadable(String file, @Nullable IOException e) {
        return new UnusableInputException(
                "'" + file
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

    private void read(String name, Reader source, DoubleSupplier share, @Nullable TableFormat format)
            throws IOException {
        BufferedReader reader = new BufferedReader(source);
        boolean json = first(reader) == '{';
        TableFormat own = json ? TableFormat.JSONL : TableFormat.CSV;
        EstimateResults results = EstimateResults.of(format == null ? own : format, out);
        Job job = new Job(name, share, results);
        if (json) {
            jsonLines(reader, job);
        } else {
            csv(reader, job);
        }
        results.flush();
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

    private void jsonLines(BufferedReader reader, Job job) throws IOException {
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            String json = line;
            number++;
            if (!json.isBlank()) {
                estimate(job, number, () -> estimates.answer(json));
            }
        }
    }

    private void csv(BufferedReader reader, Job job) throws IOException {
        long last = 0;
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(reader)) {
            Iterator<CsvRecord> records = csv.iterator();
            List<String> header = header(job.name(), records);
            while (records.hasNext()) {
                CsvRecord record = records.next();
                last = record.getStartingLineNumber();
                estimate(job, last, () -> estimates.answerForm(form(header, record)));
            }
        } catch (CsvParseException e) {
            refuse(
                    job,
                    last + 1,
                    List.of(
                            new FieldFault(
                                    "",
                                    "this row or one below it is not CSV, and nothing from here on was read."
                                            + " Maybe a quote is not closed, or a quote inside a quoted cell is not doubled.")));
        }
    }

    private static List<String> header(String file, Iterator<CsvRecord> records) {
        if (!records.hasNext()) {
            throw new UnusableInputException(
                    "'" + file + "' is empty. Maybe its header is missing, as in model,method,microBatch,gpu.");
        }
        List<String> header =
                records.next().getFields().stream().map(String::strip).toList();
        List<FieldFault> faults = new ArrayList<>(EstimateReader.faultsOfNames(header));
        Set<String> seen = new HashSet<>();
        for (String name : header) {
            if (!seen.add(name)) {
                faults.add(new FieldFault(name, "the column stands twice. Maybe one of the two can go."));
            }
        }
        if (!faults.isEmpty()) {
            StringBuilder words = new StringBuilder("The header of '" + file + "' is not understood.");
            faults.forEach(fault ->
                    words.append('\n').append(fault.field()).append(": ").append(fault.message()));
            throw new UnusableInputException(words.toString());
        }
        return header;
    }

    private static Map<String, List<String>> form(List<String> header, CsvRecord record) {
        if (record.getFieldCount() != header.size()) {
            throw new QuestionFaultsException(
                    List.of(new FieldFault(
                            "",
                            "the row has %d cells, and the header %d. Maybe a comma is missing, or a cell with commas lacks its quotes."
                                    .formatted(record.getFieldCount(), header.size()))),
                    true);
        }
        Map<String, List<String>> form = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            form.put(header.get(i), List.of(record.getField(i)));
        }
        return form;
    }

    private void estimate(Job job, long line, Supplier<EstimateAnswer> estimate) {
        try {
            job.results().write(line, estimate.get());
            done++;
        } catch (QuestionFaultsException e) {
            refuse(job, line, e.faults());
        }
        progress.at(job.share().getAsDouble(), done, faulty);
    }

    private void refuse(Job job, long line, List<FieldFault> faults) {
        done++;
        faulty++;
        for (FieldFault fault : faults) {
            String field = fault.field().isEmpty() ? "" : fault.field() + ": ";
            progress.say(job.name() + ":" + line + ": " + field + fault.message());
        }
    }

    /**
     * A file at work.
     *
     * @param share of it that has been read
     */
    private record Job(String name, DoubleSupplier share, EstimateResults results) {}
}

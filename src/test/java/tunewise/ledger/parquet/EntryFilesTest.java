package tunewise.ledger.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.PreparedEntry;

/** Whoever reads the files finds what the ledger holds, and knows by the folder which month an entry is of. */
class EntryFilesTest {
    private static final String ANSWER =
            "{\"asked\":\"Käse 🧀\",\"recommendation\":{\"estimate\":{\"costUsd\":{\"central\":4.5,"
                    + "\"high\":5,\"low\":4},\"hours\":{\"central\":1.25,\"high\":2,\"low\":1}},\"guide\":{\"agrees\":true},"
                    + "\"knowledge\":\"evidence\",\"model\":{\"id\":\"m\",\"name\":\"M\"},\"outcome\":\"recommended\",\"rules\":[],"
                    + "\"setup\":{\"gpu\":\"l40s\",\"gpuCount\":2,\"gpuName\":\"L40S\",\"method\":\"lora\",\"provider\":\"runpod\","
                    + "\"providerName\":\"Runpod\",\"rank\":16}}}";

    @TempDir
    Path folder;

    private final List<Entry> entries = new ArrayList<>();

    @Test
    void aRowHasWhatTheEntryHas() throws IOException {
        add("2026-10-31T23:59:59.999Z", EntryKind.RECOMMENDATION, ANSWER);
        add("2026-10-31T23:59:59.999Z", EntryKind.PUBLICATION, "{}");
        entries.add(erased(entries.get(0)));

        Map<String, List<@Nullable Object>> columns =
                ParquetRead.of(write().get(0)).columns();

        assertEquals(EntryColumns.ALL.stream().map(ParquetColumn::name).toList(), List.copyOf(columns.keySet()));
        for (int i = 0; i < entries.size(); i++) {
            assertArrayEquals(EntryColumns.of(entries.get(i)), row(columns, i));
        }
        assertEquals(
                List.of(ANSWER, "recommended", "evidence", "m", "lora", 16, "l40s", 2, "runpod", 4.5, 1.25, "agrees"),
                Stream.of("body outcome knowledge model method rank gpu gpu_count provider cost_usd hours guide"
                                .split(" "))
                        .map(name -> columns.get(name).get(0))
                        .toList());
        assertEquals(Collections.nCopies(2, null), columns.get("cost_usd").subList(1, 3));
        assertEquals(null, columns.get("body").get(2));
    }

    @Test
    void everyMonthHasAFolderAndOneThatComesLateAFileMore() throws IOException {
        for (String at : List.of("2026-10-31", "2026-11-01", "2026-11-30", "2026-10-31", "2026-12-01")) {
            add(at + "T23:59:59Z", EntryKind.REVIEW, "{}");
        }
        List<Path> files = write();

        assertEquals(
                List.of(
                        "month=2026-10/part-00001.gz.parquet",
                        "month=2026-10/part-00003.gz.parquet",
                        "month=2026-11/part-00002.gz.parquet",
                        "month=2026-12/part-00004.gz.parquet"),
                files.stream()
                        .map(file -> folder.resolve("entries.parquet")
                                .relativize(file)
                                .toString())
                        .toList());
        assertEquals(
                List.of(1L, 4L, 2L, 3L, 5L),
                files.stream().flatMap(EntryFilesTest::seqs).toList());
    }

    @Test
    void manyRowsAreReadBackFromPagesAndGroups() throws IOException {
        Random random = new Random(27);
        for (int i = 0; i < 800; i++) {
            String text = random.ints(random.nextInt(80_000), '#', '[')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .append("ü".repeat(random.nextInt(80_000)))
                    .toString();
            add("2026-11-30T10:00:00Z", EntryKind.REPORT, "{\"note\":\"" + text + "\"}");
            if (i % 7 == 0) {
                entries.set(i, erased(entries.get(i)));
            }
        }
        ParquetRead read = ParquetRead.of(write().get(0));
        Map<String, List<@Nullable Object>> columns = read.columns();

        assertTrue(
                read.writer().matches("\\w+ version \\d+"), "Spark would not believe what is told: " + read.writer());
        assertTrue(read.groups() > 1, () -> "groups: " + read.groups());
        assertEquals(800, read.count());
        for (int i = 0; i < entries.size(); i++) {
            assertArrayEquals(EntryColumns.of(entries.get(i)), row(columns, i));
        }
        assertEquals(List.of("2026-11-30T10:00:00Z", "2026-11-30T10:00:00Z"), read.ends("created_at"));
        assertEquals("id-1", read.ends("id").get(0));
        assertEquals(List.of(), read.ends("body"));
    }

    @Test
    void aFolderThatIsThereIsLeftAlone() throws IOException {
        Path there = Files.createDirectory(folder.resolve("entries.parquet"));

        assertThrows(FileAlreadyExistsException.class, () -> new EntryFiles(there).close());
    }

    private void add(String at, String kind, String body) {
        Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
        entries.add(EntryHash.seal(
                PreparedEntry.of(
                        new NewEntry("id-" + (entries.size() + 1), kind, Instant.parse(at), "sha256:0", "api", body)),
                "local",
                entries.size() + 1,
                last == null ? EntryHash.FIRST_PREVIOUS : last.hash()));
    }

    private static Entry erased(Entry entry) {
        return new Entry(
                entry.chain(),
                entry.seq(),
                entry.id(),
                entry.kind(),
                entry.createdAt(),
                entry.release(),
                entry.cameFrom(),
                Entry.ERASED,
                entry.bodyHash(),
                entry.previousHash(),
                entry.hash());
    }

    private List<Path> write() throws IOException {
        Path place = folder.resolve("entries.parquet");
        try (EntryFiles files = new EntryFiles(place)) {
            entries.forEach(files::add);
        }
        try (Stream<Path> written = Files.walk(place)) {
            return written.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Stream<Object> seqs(Path file) {
        try {
            return ParquetRead.of(file).columns().get("seq").stream().map(Objects::requireNonNull);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Object[] row(Map<String, List<@Nullable Object>> columns, int number) {
        return columns.values().stream().map(column -> column.get(number)).toArray();
    }
}

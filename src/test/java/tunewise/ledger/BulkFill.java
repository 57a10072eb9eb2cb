package tunewise.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.postgresql.PGConnection;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.IndexedFields;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.PreparedEntry;
import tunewise.ledger.search.DailyCounts;
import tunewise.ledger.search.SearchIndex;
import tunewise.ledger.store.LedgerUrl;
import tunewise.ledger.store.Store;

/**
 * Fills an empty ledger much faster than its writer does: many entries a commit, none of which has to be on disk, and
 * indexes of lists made at the end. Hashes, columns and daily counts are made by the code that the writer uses.
 */
public final class BulkFill {
    private static final int COMMIT = 20_000;
    private static final List<String> ENTRIES = List.of(
            "chain",
            "seq",
            "id",
            "kind",
            "created_at",
            "release",
            "came_from",
            "body",
            "body_hash",
            "previous_hash",
            "hash");
    private static final List<String> FIRED = List.of("rule", "created", "place");

    private final Handle handle;
    private final boolean copies;

    private BulkFill(Handle handle, boolean copies) {
        this.handle = handle;
        this.copies = copies;
    }

    /**
     * Appends entries whose bodies are drawn from some.
     *
     * @param times when each came in, by its number from 0
     */
    public static void fill(
            Path folder, Optional<LedgerUrl> url, long entries, List<String> bodies, LongFunction<Instant> times) {
        List<PreparedEntry> prepared = bodies.stream()
                .map(body -> PreparedEntry.of(
                        new NewEntry("id", EntryKind.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", body)))
                .toList();
        try (Store store = Ledger.store(folder, url);
                Handle handle = store.open()) {
            if (url.isPresent()) {
                handle.execute("set synchronous_commit = off");
                handle.execute("set maintenance_work_mem = '512MB'");
            } else {
                handle.execute("pragma synchronous = off");
                handle.execute("pragma cache_size = -500000");
            }
            new BulkFill(handle, url.isPresent()).fill(store, entries, prepared, times);
        }
    }

    private void fill(Store store, long entries, List<PreparedEntry> prepared, LongFunction<Instant> times) {
        List<String> indexes = dropIndexes();
        Random random = new Random(1);
        String previous = EntryHash.FIRST_PREVIOUS;
        for (long first = 0; first < entries; first += COMMIT) {
            List<List<Object>> rows = new ArrayList<>();
            List<List<Object>> search = new ArrayList<>();
            List<List<Object>> fired = new ArrayList<>();
            List<String> columns = List.of();
            DailyCounts counts = new DailyCounts();
            for (long i = first; i < Math.min(entries, first + COMMIT); i++) {
                PreparedEntry body = prepared.get(random.nextInt(prepared.size()));
                Entry entry = EntryHash.seal(
                        new PreparedEntry(
                                new NewEntry(
                                        "id-" + i, EntryKind.RECOMMENDATION, times.apply(i), "sha256:0", "api", ""),
                                "",
                                body.bodyHash(),
                                body.packed(),
                                body.indexed()),
                        store.chain(),
                        i + 1,
                        previous);
                previous = entry.hash();
                rows.add(List.of(
                        entry.chain(),
                        entry.seq(),
                        entry.id(),
                        entry.kind(),
                        entry.createdAt().toString(),
                        entry.release(),
                        entry.cameFrom(),
                        body.packed(),
                        entry.bodyHash(),
                        entry.previousHash(),
                        entry.hash()));
                IndexedFields indexed = body.indexed();
                if (indexed.answer() != null) {
                    // The text begins with the id.
                    Map<String, Object> row = SearchIndex.columns(
                            entry.seq(),
                            entry,
                            new IndexedFields(
                                    indexed.answer(),
                                    indexed.requester(),
                                    indexed.rules(),
                                    entry.id() + indexed.text().substring("id".length()),
                                    null),
                            indexed.answer());
                    columns = List.copyOf(row.keySet());
                    search.add(new ArrayList<>(row.values()));
                    for (String rule : indexed.rules()) {
                        fired.add(List.of(rule, entry.createdAt().toEpochMilli(), entry.seq()));
                    }
                    counts.add(entry, indexed);
                }
            }
            List<String> found = columns;
            handle.useTransaction(transaction -> {
                store.lock(transaction, store.chain());
                write("entries", ENTRIES, rows);
                write("search", found, search);
                write("fired", FIRED, fired);
                counts.write(transaction);
            });
            store.makeRoom(handle, first + COMMIT);
        }
        indexes.forEach(handle::execute);
        handle.execute("analyze");
    }

    /** On PostgreSQL, entries that are written here alone get the places that their seqs are. */
    private void write(String table, List<String> columns, List<List<Object>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        if (!copies) {
            PreparedBatch batch = handle.prepareBatch("insert into " + table + " (" + String.join(", ", columns)
                    + ") values (" + "?, ".repeat(columns.size() - 1) + "?)");
            rows.forEach(row -> batch.add(row.toArray()));
            batch.execute();
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (List<Object> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                lines.append(i == 0 ? "" : "\t").append(text(row.get(i)));
            }
            lines.append('\n');
        }
        try {
            var copy = handle.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " (" + String.join(", ", columns) + ") from stdin");
            byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
            copy.endCopy();
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static String text(Object value) {
        if (value == null) {
            return "\\N";
        }
        return value instanceof byte[] bytes
                ? "\\\\x" + HexFormat.of().formatHex(bytes)
                : value.toString().replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    /** What they are made again with. */
    private List<String> dropIndexes() {
        Map<String, String> made = handle
                .createQuery(
                        copies
                                ? "select indexname, replace(indexdef, ' ON ONLY ', ' ON ') from pg_indexes"
                                        + " where tablename = 'search' and indexname not like '%pkey%'"
                                : "select name, sql from sqlite_master"
                                        + " where type = 'index' and tbl_name = 'search' and sql is not null")
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        made.keySet().forEach(name -> handle.execute("drop index " + name));
        return List.copyOf(made.values());
    }
}

package tunewise.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** The tables, in words that SQLite and PostgreSQL both understand. */
final class Store {
    private static final int VERSION = 2;

    private final Path file;
    private final Jdbi jdbi;
    private volatile Object migrated;

    /** Opens the store in a file, making it if need be. */
    Store(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(5_000);
        this.file = file;
        this.jdbi = Jdbi.create("jdbc:sqlite:" + file, config.toProperties());
        jdbi.useHandle(Store::migrate);
        this.migrated = identity();
    }

    Handle open() {
        Object now = identity();
        if (!now.equals(migrated)) {
            jdbi.useHandle(Store::migrate);
            migrated = now;
        }
        return jdbi.open();
    }

    <T> T read(Function<Handle, T> read) {
        try (Handle handle = open()) {
            return read.apply(handle);
        }
    }

    /**
     * What tells this file from another of the same name. A connection keeps writing to a file that was deleted or moved
     * away, where nobody would find it again, so whoever writes has to ask before and after.
     */
    Object identity() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Objects.requireNonNullElseGet(attributes.fileKey(), attributes::creationTime);
        } catch (IOException e) {
            throw new LedgerUnavailableException(
                    "the store " + file + " is gone. Maybe it was moved or its disk was taken away; put it back.", e);
        }
    }

    static void insert(Handle handle, Entry entry, byte[] packedBody) {
        handle.createUpdate(
                        """
                        insert into entries
                            (seq, id, kind, created_at, release, came_from, body, body_hash, previous_hash, hash)
                        values
                            (:seq, :id, :kind, :createdAt, :release, :cameFrom, :body, :bodyHash, :previousHash, :hash)
                        """)
                .bind("seq", entry.seq())
                .bind("id", entry.id())
                .bind("kind", entry.kind())
                .bind("createdAt", entry.createdAt().toString())
                .bind("release", entry.release())
                .bind("cameFrom", entry.cameFrom())
                .bind("body", packedBody)
                .bind("bodyHash", entry.bodyHash())
                .bind("previousHash", entry.previousHash())
                .bind("hash", entry.hash())
                .execute();
    }

    static void each(Handle handle, Consumer<Entry> each) {
        try (ResultIterator<Entry> entries = handle.createQuery("select * from entries order by seq")
                .setFetchSize(500)
                .map((row, context) -> entry(row))
                .iterator()) {
            entries.forEachRemaining(each);
        }
    }

    /** Places of recommendations from before a moment whose bodies are still there. */
    static List<Long> erasable(Handle handle, Instant before) {
        return handle
                .createQuery("select seq, created_at from entries where kind = 'recommendation' and length(body) > 0")
                .map((row, context) -> Map.entry(row.getLong(1), Instant.parse(row.getString(2))))
                .list()
                .stream()
                .filter(entry -> entry.getValue().isBefore(before))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Erases bodies and what is known of them, and leaves no trace in the file. */
    static void erase(Handle handle, Instant before) {
        handle.useTransaction(transaction -> {
            PreparedBatch batch = transaction.prepareBatch("update entries set body = :nothing where seq = :seq");
            erasable(transaction, before)
                    .forEach(seq ->
                            batch.bind("nothing", new byte[0]).bind("seq", seq).add());
            if (batch.size() > 0) {
                batch.execute();
            }
            SearchIndex.forget(transaction, before.toEpochMilli());
        });
        handle.execute("vacuum");
    }

    /** Copies the store while it is in use. */
    void copy(Path to) {
        read(handle -> handle.execute("vacuum into ?", to.toString()));
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> checkpoints(Handle handle) {
        return handle.createQuery("select json from checkpoints order by seq, made_at")
                .mapTo(String.class)
                .list();
    }

    static Optional<Checkpoint> newestCheckpoint(Handle handle) {
        return handle.createQuery("select * from checkpoints order by seq desc, made_at desc limit 1")
                .map((row, context) -> new Checkpoint(
                        row.getLong("seq"),
                        row.getString("hash"),
                        Instant.parse(row.getString("made_at")),
                        row.getString("json")))
                .findFirst();
    }

    static void keep(Handle handle, Checkpoint checkpoint) {
        handle.createUpdate("insert into checkpoints (seq, hash, made_at, json) values (:seq, :hash, :madeAt, :json)"
                        + " on conflict (seq, hash) do nothing")
                .bind("seq", checkpoint.seq())
                .bind("hash", checkpoint.hash())
                .bind("madeAt", checkpoint.madeAt().toString())
                .bind("json", checkpoint.json())
                .execute();
    }

    static void beat(Handle handle) {
        handle.createUpdate("update heartbeat set at = :now")
                .bind("now", Instant.now().toString())
                .execute();
    }

    static Optional<Entry> last(Handle handle) {
        return handle.createQuery("select * from entries order by seq desc limit 1")
                .map((row, context) -> entry(row))
                .findFirst();
    }

    static boolean has(Handle handle, String id) {
        return handle.createQuery("select count(*) from entries where id = :id")
                        .bind("id", id)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    Optional<Entry> find(String id) {
        return read(handle -> handle.createQuery("select * from entries where id = :id")
                .bind("id", id)
                .map((row, context) -> entry(row))
                .findFirst());
    }

    List<Entry> newest(String kind, int limit) {
        return read(handle -> newest(handle, kind, limit));
    }

    static List<Entry> newest(Handle handle, String kind, int limit) {
        return handle.createQuery("select * from entries where kind = :kind order by seq desc limit :limit")
                .bind("kind", kind)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list();
    }

    /** Entries of a kind, newest first, one at a time; from and before are days of UTC, null for no bound. */
    void visitNewest(
            String kind, int limit, @Nullable LocalDate from, @Nullable LocalDate before, Consumer<Entry> visitor) {
        jdbi.useHandle(handle -> handle.createQuery(
                        """
                        select * from entries
                        where kind = :kind and created_at >= :from and created_at < :before
                        order by seq desc limit :limit
                        """)
                .bind("kind", kind)
                .bind("from", from == null ? "" : from.toString())
                .bind("before", before == null ? "A" : before.toString())
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .useStream(entries -> entries.forEach(visitor)));
    }

    long count() {
        return read(handle -> handle.createQuery("select count(*) from entries")
                .mapTo(Long.class)
                .one());
    }

    void keepRelease(String hash, String content) {
        read(handle -> handle.createUpdate(
                        "insert into releases (hash, content) values (:hash, :content) on conflict (hash) do nothing")
                .bind("hash", hash)
                .bind("content", Packed.pack(content))
                .execute());
    }

    Optional<String> release(String hash) {
        return read(handle -> handle.createQuery("select content from releases where hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> unpacked(row.getBytes(1)))
                .findFirst());
    }

    static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("seq"),
                row.getString("id"),
                row.getString("kind"),
                Instant.parse(row.getString("created_at")),
                row.getString("release"),
                row.getString("came_from"),
                unpacked(row.getBytes("body")),
                row.getString("body_hash"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }

    private static String unpacked(byte[] bytes) throws SQLException {
        try {
            return bytes.length == 0 ? Entry.ERASED : Packed.unpack(bytes);
        } catch (IOException e) {
            throw new SQLException("a stored text cannot be unpacked", e);
        }
    }

    private static void migrate(Handle handle) {
        handle.useTransaction(transaction -> {
            transaction.execute("create table if not exists schema_version (version bigint not null)");
            int version = transaction
                    .createQuery("select coalesce(max(version), 0) from schema_version")
                    .mapTo(Integer.class)
                    .one();
            if (version > VERSION) {
                throw new LedgerUnavailableException("the store has schema " + version + ", this Tunewise knows "
                        + VERSION + ". Maybe a newer Tunewise wrote it.");
            }
            for (int next = version + 1; next <= VERSION; next++) {
                for (String statement : script(next).split(";", -1)) {
                    if (!statement.isBlank()) {
                        transaction.execute(statement);
                    }
                }
                transaction.execute("insert into schema_version (version) values (?)", next);
            }
        });
        SearchIndex.catchUp(handle);
    }

    private static String script(int version) {
        try (InputStream stream = Objects.requireNonNull(
                Store.class.getResourceAsStream("/tunewise/audit/V" + version + ".sql"), "migration")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

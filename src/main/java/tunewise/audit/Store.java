package tunewise.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** The tables, in words that SQLite and PostgreSQL both understand. */
final class Store {
    private static final int VERSION = 1;

    private final Jdbi jdbi;

    Store(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(5_000);
        jdbi = Jdbi.create("jdbc:sqlite:" + file, config.toProperties());
        jdbi.useHandle(Store::migrate);
    }

    Handle open() {
        return jdbi.open();
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
        return jdbi.withHandle(handle -> handle.createQuery("select * from entries where id = :id")
                .bind("id", id)
                .map((row, context) -> entry(row))
                .findFirst());
    }

    List<Entry> newest(String kind, int limit) {
        return jdbi.withHandle(handle -> newest(handle, kind, limit));
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
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from entries")
                .mapTo(Long.class)
                .one());
    }

    void keepRelease(String hash, String content) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into releases (hash, content) values (:hash, :content) on conflict (hash) do nothing")
                .bind("hash", hash)
                .bind("content", Packed.pack(content))
                .execute());
    }

    Optional<String> release(String hash) {
        return jdbi.withHandle(handle -> handle.createQuery("select content from releases where hash = :hash")
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
            return Packed.unpack(bytes);
        } catch (IOException e) {
            throw new SQLException("a stored text cannot be unpacked", e);
        }
    }

    private static void migrate(Handle handle) {
        handle.execute("create table if not exists schema_version (version bigint not null)");
        int version = handle.createQuery("select coalesce(max(version), 0) from schema_version")
                .mapTo(Integer.class)
                .one();
        if (version > VERSION) {
            throw new LedgerUnavailableException("the store has schema " + version + ", this Tunewise knows " + VERSION
                    + ". Maybe a newer Tunewise wrote it.");
        }
        for (int next = version + 1; next <= VERSION; next++) {
            int number = next;
            handle.useTransaction(transaction -> {
                for (String statement : script(number).split(";", -1)) {
                    if (!statement.isBlank()) {
                        transaction.execute(statement);
                    }
                }
                transaction.execute("insert into schema_version (version) values (?)", number);
            });
        }
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

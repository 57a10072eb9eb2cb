package tunewise.ledger.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Checkpoint;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.Packed;
import tunewise.ledger.entry.PreparedEntry;

/**
 * The tables, in words that SQLite and PostgreSQL both understand. Every instance writes a chain of its own; places number
 * the entries of all chains in the order they came.
 */
public final class Store implements AutoCloseable {
    private final Database database;
    private final String chain;
    private final String publicKey;
    private final Consumer<Handle> caughtUp;
    private volatile Object migrated;

    /**
     * Opens the store in a database, making its tables if need be.
     *
     * @param chain id of the chain that is written here
     * @param publicKey of whoever writes it, in PEM
     * @param caughtUp brings up to date what is derived from the tables, each time they were made or changed
     */
    public Store(Database database, String chain, String publicKey, Consumer<Handle> caughtUp) {
        this.database = database;
        this.chain = chain;
        this.publicKey = publicKey;
        this.caughtUp = caughtUp;
        try (Handle handle = database.open()) {
            migrate(handle);
        }
        this.migrated = database.identity();
    }

    /** The chain that is written here. */
    public String chain() {
        return chain;
    }

    public Database database() {
        return database;
    }

    public Handle open() {
        Object now = database.identity();
        if (!now.equals(migrated)) {
            try (Handle handle = database.open()) {
                migrate(handle);
            }
            migrated = now;
        }
        return database.open();
    }

    public <T> T read(Function<Handle, T> read) {
        try (Handle handle = open()) {
            return database.read(handle, read);
        }
    }

    /** Does all of it or nothing. */
    public <T> T write(Function<Handle, T> write) {
        try (Handle handle = open()) {
            return handle.inTransaction(write::apply);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    /** Makes this instance the only one to write a chain until the transaction ends. */
    public void lock(Handle transaction, String locked) {
        if (locked.equals(chain)) {
            transaction
                    .createUpdate("insert into chains (id, public_key) values (:chain, :publicKey)"
                            + " on conflict (id) do nothing")
                    .bind("chain", chain)
                    .bind("publicKey", publicKey)
                    .execute();
        }
        database.lockChain(transaction, locked);
    }

    /**
     * Ids of all chains and the keys that their checkpoints are signed with, this one's first. One that is in no list but
     * has entries counts too, with no key.
     */
    public Map<String, String> chains(Handle handle) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(chain, publicKey);
        handle.createQuery("select id, public_key from chains order by id")
                .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(each -> keys.putIfAbsent(each.getKey(), each.getValue()));
        if (database.isShared()) {
            for (Optional<String> next = chainAfter(handle, "");
                    next.isPresent();
                    next = chainAfter(handle, next.get())) {
                keys.putIfAbsent(next.get(), "");
            }
        }
        return keys;
    }

    /** The first entry of a chain that nobody writes in a store that is not shared. */
    public Optional<Entry> stray(Handle handle) {
        return database.isShared()
                ? Optional.empty()
                : handle.createQuery("select * from entries where chain <> :chain order by seq limit 1")
                        .bind("chain", chain)
                        .map((row, context) -> EntryRow.entry(row, Entry.ERASED))
                        .findFirst();
    }

    /** Visits what is stored of every release: its hash, and its content or nothing where that cannot be read. */
    public static void eachRelease(Handle handle, BiConsumer<String, Optional<String>> visitor) {
        handle.createQuery("select hash, content from releases order by hash")
                .setFetchSize(1)
                .map((row, context) -> Map.entry(row.getString(1), readable(row.getBytes(2))))
                .useStream(releases -> releases.forEach(each -> visitor.accept(each.getKey(), each.getValue())));
    }

    private static Optional<String> readable(byte[] packed) {
        try {
            return Optional.of(EntryRow.unpacked(packed));
        } catch (SQLException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> chainAfter(Handle handle, String id) {
        return handle.createQuery("select chain from entries where chain > :id order by chain limit 1")
                .bind("id", id)
                .mapTo(String.class)
                .findFirst();
    }

    public static boolean holds(Handle handle, String chain, long seq, String hash) {
        return handle.createQuery("select count(*) from entries where chain = :chain and seq = :seq and hash = :hash")
                        .bind("chain", chain)
                        .bind("seq", seq)
                        .bind("hash", hash)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** Adds what was prepared to the end of a chain that is locked. */
    public static Entry append(Handle transaction, String chain, PreparedEntry prepared) {
        Optional<Entry> last = last(transaction, chain);
        Entry entry = EntryHash.seal(
                prepared,
                chain,
                last.map(Entry::seq).orElse(0L) + 1,
                last.map(Entry::hash).orElse(EntryHash.FIRST_PREVIOUS));
        insert(transaction, entry, prepared.packed());
        return entry;
    }

    /** Inserts an entry and returns its place. */
    public static long insert(Handle handle, Entry entry, byte[] packedBody) {
        handle.createUpdate(
                        """
                        insert into entries
                            (chain, seq, id, kind, created_at, release, came_from, body, body_hash, previous_hash,
                             hash)
                        values
                            (:chain, :seq, :id, :kind, :createdAt, :release, :cameFrom, :body, :bodyHash,
                             :previousHash, :hash)
                        """)
                .bind("chain", entry.chain())
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
        return handle.createQuery("select place from entries where chain = :chain and seq = :seq")
                .bind("chain", entry.chain())
                .bind("seq", entry.seq())
                .mapTo(Long.class)
                .one();
    }

    public static void each(Handle handle, String chain, Consumer<Entry> each) {
        try (ResultIterator<Entry> entries = handle.createQuery(
                        "select * from entries where chain = :chain order by seq")
                .bind("chain", chain)
                .setFetchSize(500)
                .map((row, context) -> EntryRow.entry(row))
                .iterator()) {
            entries.forEachRemaining(each);
        }
    }

    /** Seqs of a chain's recommendations from before a moment whose bodies are still there. */
    public static List<Long> erasable(Handle handle, String chain, Instant before) {
        return handle
                .createQuery("select seq, created_at from entries where chain = :chain and kind = 'recommendation'"
                        + " and length(body) > 0")
                .bind("chain", chain)
                .map((row, context) -> Map.entry(row.getLong(1), Instant.parse(row.getString(2))))
                .list()
                .stream()
                .filter(entry -> entry.getValue().isBefore(before))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Erases the bodies of some entries of a chain. */
    public static void erase(Handle transaction, String chain, List<Long> seqs) {
        PreparedBatch batch =
                transaction.prepareBatch("update entries set body = :nothing where chain = :chain and seq = :seq");
        seqs.forEach(seq -> batch.bind("nothing", new byte[0])
                .bind("chain", chain)
                .bind("seq", seq)
                .add());
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    public static List<String> checkpoints(Handle handle, String chain) {
        return handle.createQuery("select json from checkpoints where chain = :chain order by seq, made_at")
                .bind("chain", chain)
                .mapTo(String.class)
                .list();
    }

    public static Optional<Checkpoint> newestCheckpoint(Handle handle, String chain) {
        return handle.createQuery(
                        "select * from checkpoints where chain = :chain order by seq desc, made_at desc limit 1")
                .bind("chain", chain)
                .map((row, context) -> new Checkpoint(
                        row.getLong("seq"),
                        row.getString("hash"),
                        Instant.parse(row.getString("made_at")),
                        row.getString("json")))
                .findFirst();
    }

    public static void keep(Handle handle, String chain, Checkpoint checkpoint) {
        handle.createUpdate("insert into checkpoints (chain, seq, hash, made_at, json)"
                        + " values (:chain, :seq, :hash, :madeAt, :json) on conflict do nothing")
                .bind("chain", chain)
                .bind("seq", checkpoint.seq())
                .bind("hash", checkpoint.hash())
                .bind("madeAt", checkpoint.madeAt().toString())
                .bind("json", checkpoint.json())
                .execute();
    }

    public static void beat(Handle handle) {
        handle.createUpdate("update heartbeat set at = :now")
                .bind("now", Instant.now().toString())
                .execute();
    }

    public static Optional<Entry> last(Handle handle, String chain) {
        return handle.createQuery("select * from entries where chain = :chain order by seq desc limit 1")
                .bind("chain", chain)
                .map((row, context) -> EntryRow.entry(row))
                .findFirst();
    }

    public static boolean has(Handle handle, String id) {
        return handle.createQuery("select count(*) from entries where id = :id")
                        .bind("id", id)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    public Optional<Entry> find(String id) {
        return read(handle -> handle.createQuery("select * from entries where id = :id")
                .bind("id", id)
                .map((row, context) -> EntryRow.entry(row))
                .findFirst());
    }

    public List<Entry> newest(String kind, int limit) {
        return read(handle -> newest(handle, kind, limit));
    }

    public static List<Entry> newest(Handle handle, String kind, int limit) {
        return handle.createQuery("select * from entries where kind = :kind order by place desc limit :limit")
                .bind("kind", kind)
                .bind("limit", limit)
                .map((row, context) -> EntryRow.entry(row))
                .list();
    }

    /** Entries of a kind, newest first, one at a time; from and before are days of UTC, null for no bound. */
    public void visitNewest(
            String kind, int limit, @Nullable LocalDate from, @Nullable LocalDate before, Consumer<Entry> visitor) {
        read(handle -> {
            handle.createQuery(
                            """
                        select * from entries
                        where kind = :kind and created_at >= :from and created_at < :before
                        order by place desc limit :limit
                        """)
                    .bind("kind", kind)
                    .bind("from", from == null ? "" : from.toString())
                    .bind("before", before == null ? "A" : before.toString())
                    .bind("limit", limit)
                    .setFetchSize(50)
                    .map((row, context) -> EntryRow.entry(row))
                    .useStream(entries -> entries.forEach(visitor));
            return kind;
        });
    }

    public void keepRelease(String hash, String content) {
        write(handle -> handle.createUpdate(
                        "insert into releases (hash, content) values (:hash, :content) on conflict (hash) do nothing")
                .bind("hash", hash)
                .bind("content", Packed.pack(content))
                .execute());
    }

    public Optional<String> release(String hash) {
        return read(handle -> handle.createQuery("select content from releases where hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> EntryRow.unpacked(row.getBytes(1)))
                .findFirst());
    }

    private void migrate(Handle handle) {
        handle.useTransaction(transaction -> {
            database.lockTables(transaction);
            transaction.execute("create table if not exists schema_version (version bigint not null)");
            int version = transaction
                    .createQuery("select coalesce(max(version), 0) from schema_version")
                    .mapTo(Integer.class)
                    .one();
            if (version > database.version()) {
                throw new LedgerUnavailableException("the store has schema " + version + ", this Tunewise knows "
                        + database.version() + ". Maybe a newer Tunewise wrote it.");
            }
            for (int next = version + 1; next <= database.version(); next++) {
                for (String statement : script(next).split(";", -1)) {
                    if (!statement.isBlank()) {
                        transaction.execute(statement);
                    }
                }
                transaction.execute("insert into schema_version (version) values (?)", next);
            }
        });
        caughtUp.accept(handle);
    }

    private String script(int version) {
        try (InputStream stream = Objects.requireNonNull(
                Store.class.getResourceAsStream(
                        "/tunewise/ledger/store/" + database.dialect() + "/V" + version + ".sql"),
                "migration")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

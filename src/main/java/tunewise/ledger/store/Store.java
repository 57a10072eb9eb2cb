package tunewise.ledger.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.LedgerUnavailableException;

/**
 * The tables, in words that SQLite and PostgreSQL both understand. Every instance writes a chain of its own; places number
 * the entries of all chains in the order they came.
 */
public final class Store implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final int ENTRIES_BETWEEN_TRIES = 10_000;

    private final Database database;
    private final String chain;
    private final String publicKey;
    private final Consumer<Handle> caughtUp;
    private volatile Object migrated;
    private volatile long roomUntil;

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

    private static Optional<String> chainAfter(Handle handle, String id) {
        return handle.createQuery("select chain from entries where chain > :id order by chain limit 1")
                .bind("id", id)
                .mapTo(String.class)
                .findFirst();
    }

    public static void beat(Handle handle) {
        handle.createUpdate("update heartbeat set at = :now")
                .bind("now", Instant.now().toString())
                .execute();
    }

    /**
     * Makes room for what comes after an entry, well before it is needed, so that what fails can be tried again with
     * later entries.
     */
    public void makeRoom(Handle handle, long place) {
        if (place < roomUntil) {
            return;
        }
        try {
            handle.useTransaction(transaction -> {
                database.lockTables(transaction);
                roomUntil = database.makeRoom(transaction);
            });
        } catch (RuntimeException e) {
            roomUntil = place + ENTRIES_BETWEEN_TRIES;
            LOG.warn("no room could be made for later entries; it is tried again: {}", e.getMessage());
        }
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
            roomUntil = database.makeRoom(transaction);
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

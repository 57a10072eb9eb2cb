package tunewise.ledger.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.PreparedEntry;

/** The table of entries: those of every chain, in the order they came. */
public final class EntryTable {
    private EntryTable() {}

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
        return handle.createQuery(
                        """
                        insert into entries
                            (chain, seq, id, kind, created_at, release, came_from, body, body_hash, previous_hash,
                             hash)
                        values
                            (:chain, :seq, :id, :kind, :createdAt, :release, :cameFrom, :body, :bodyHash,
                             :previousHash, :hash)
                        returning place
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

    /**
     * Erases the bodies of a chain's recommendations from before a moment.
     *
     * @return how many were still there
     */
    public static int erase(Handle transaction, String chain, Instant before) {
        // Without its Z an instant sorts before all that begin with it, so that texts compare as moments do.
        return transaction
                .createUpdate(
                        """
                        update entries set body = :nothing
                        where chain = :chain and kind = 'recommendation' and length(body) > 0
                            and rtrim(created_at, 'Z') < rtrim(:before, 'Z')
                        """)
                .bind("nothing", new byte[0])
                .bind("chain", chain)
                .bind("before", before.toString())
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

    public static Optional<Entry> find(Handle handle, String id) {
        return handle.createQuery("select * from entries where id = :id")
                .bind("id", id)
                .map((row, context) -> EntryRow.entry(row))
                .findFirst();
    }

    public static List<Entry> newest(Handle handle, String kind, int limit) {
        return handle.createQuery("select * from entries where kind = :kind order by place desc limit :limit")
                .bind("kind", kind)
                .bind("limit", limit)
                .map((row, context) -> EntryRow.entry(row))
                .list();
    }

    /** Entries of a kind, newest first, one at a time; from and before are days of UTC, null for no bound. */
    public static void visitNewest(
            Handle handle,
            String kind,
            int limit,
            @Nullable LocalDate from,
            @Nullable LocalDate before,
            Consumer<Entry> visitor) {
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
    }
}

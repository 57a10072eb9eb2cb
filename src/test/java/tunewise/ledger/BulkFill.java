package tunewise.ledger;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongFunction;
import org.jdbi.v3.core.Handle;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.PreparedEntry;
import tunewise.ledger.search.DailyCounts;
import tunewise.ledger.search.SearchIndex;
import tunewise.ledger.store.EntryTable;
import tunewise.ledger.store.LedgerUrl;
import tunewise.ledger.store.Store;

/**
 * Fills an empty ledger faster than its writer does: a thousand entries a commit, and none of them has to be on disk.
 * Chain, index and daily counts are made by the code that the writer uses.
 */
public final class BulkFill {
    private static final int COMMIT = 1_000;

    private BulkFill() {}

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
        Random random = new Random(1);
        try (Store store = Ledger.store(folder, url);
                Handle handle = store.open()) {
            if (url.isPresent()) {
                handle.execute("set synchronous_commit = off");
            } else {
                handle.execute("pragma synchronous = off");
                handle.execute("pragma cache_size = -500000");
            }
            String[] previous = {EntryHash.FIRST_PREVIOUS};
            long[] last = {0};
            for (long first = 0; first < entries; first += COMMIT) {
                long from = first;
                long until = Math.min(entries, first + COMMIT);
                handle.useTransaction(transaction -> {
                    store.lock(transaction, store.chain());
                    DailyCounts counts = new DailyCounts();
                    for (long i = from; i < until; i++) {
                        PreparedEntry body = prepared.get(random.nextInt(prepared.size()));
                        PreparedEntry one = new PreparedEntry(
                                new NewEntry(
                                        "id-" + i, EntryKind.RECOMMENDATION, times.apply(i), "sha256:0", "api", ""),
                                body.body(),
                                body.bodyHash(),
                                body.packed(),
                                body.indexed());
                        Entry entry = EntryHash.seal(one, store.chain(), i + 1, previous[0]);
                        long place = EntryTable.insert(transaction, entry, one.packed());
                        SearchIndex.add(transaction, place, entry, one.indexed());
                        last[0] = place;
                        counts.add(entry, one.indexed());
                        previous[0] = entry.hash();
                    }
                    counts.write(transaction);
                });
                store.makeRoom(handle, last[0]);
            }
        }
    }
}

package tunewise.audit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongFunction;
import org.jdbi.v3.core.Handle;

/**
 * Fills an empty ledger faster than its writer does: a thousand entries a commit, and none of them has to be on disk.
 * Chain, index and tallies are made by the code that the writer uses.
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
        List<Prepared> prepared = bodies.stream()
                .map(body ->
                        Prepared.of(new Draft("id", EntryKind.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", body)))
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
            for (long first = 0; first < entries; first += COMMIT) {
                long from = first;
                long until = Math.min(entries, first + COMMIT);
                handle.useTransaction(transaction -> {
                    store.lock(transaction, store.chain());
                    Tallies tallies = new Tallies();
                    for (long i = from; i < until; i++) {
                        Prepared body = prepared.get(random.nextInt(prepared.size()));
                        Prepared one = new Prepared(
                                new Draft("id-" + i, EntryKind.RECOMMENDATION, times.apply(i), "sha256:0", "api", ""),
                                body.body(),
                                body.bodyHash(),
                                body.packed(),
                                body.indexed());
                        Entry entry = EntryHash.seal(one, store.chain(), i + 1, previous[0]);
                        long place = Store.insert(transaction, entry, one.packed());
                        SearchIndex.add(transaction, place, entry, one.indexed());
                        tallies.add(entry, one.indexed());
                        previous[0] = entry.hash();
                    }
                    tallies.write(transaction);
                });
            }
        }
    }
}

package tunewise.audit;

import java.util.Iterator;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;

/** Reads the whole ledger in order and recomputes every hash. */
final class Verifier {
    private Verifier() {}

    static Verification verify(Store store) {
        try (Handle handle = store.open();
                ResultIterator<Entry> entries = handle.createQuery("select * from entries order by seq")
                        .setFetchSize(500)
                        .map((row, context) -> Store.entry(row))
                        .iterator()) {
            return verify(entries);
        }
    }

    private static Verification verify(Iterator<Entry> entries) {
        long seq = 0;
        String previous = EntryHash.FIRST_PREVIOUS;
        while (true) {
            Entry entry;
            try {
                if (!entries.hasNext()) {
                    return new Verification(seq, previous, Optional.empty());
                }
                entry = entries.next();
            } catch (RuntimeException e) {
                return broken(seq, previous, "?", "entry " + (seq + 1) + " cannot be read: it was altered.");
            }
            Optional<String> fault = fault(entry, seq, previous);
            if (fault.isPresent()) {
                return broken(seq, previous, entry.id(), fault.get());
            }
            seq = entry.seq();
            previous = entry.hash();
        }
    }

    private static Optional<String> fault(Entry entry, long seq, String previous) {
        if (entry.seq() != seq + 1) {
            return Optional.of("entry " + (seq + 1) + " is missing: it was removed.");
        }
        if (!EntryHash.sha256(entry.body()).equals(entry.bodyHash())) {
            return Optional.of("the body of entry " + entry.seq() + " was altered.");
        }
        if (!entry.previousHash().equals(previous)) {
            return Optional.of("entry " + entry.seq()
                    + " does not follow the one before it: an entry was inserted, removed or reordered.");
        }
        if (!EntryHash.of(entry).equals(entry.hash())) {
            return Optional.of("entry " + entry.seq() + " was altered.");
        }
        return Optional.empty();
    }

    private static Verification broken(long seq, String previous, String id, String what) {
        return new Verification(seq, previous, Optional.of(new Verification.Break(seq + 1, id, what)));
    }
}

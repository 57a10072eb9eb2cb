package tunewise.ledger;

import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.store.Store;

/** Reads and writes the store for the ledger's parts, and tells any failure as one of the ledger. */
record StoreAccess(Store store) {
    /** The chain that is written here. */
    String chain() {
        return store.chain();
    }

    <T> T read(Function<Handle, T> read) {
        return call(() -> store.read(read));
    }

    /** Does all of it or nothing. */
    <T> T write(Function<Handle, T> write) {
        return call(() -> store.write(write));
    }

    /**
     * Does what needs the store.
     *
     * @throws LedgerUnavailableException whatever fails
     */
    <T> T call(Supplier<T> work) {
        try {
            return work.get();
        } catch (LedgerUnavailableException | CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new LedgerUnavailableException(
                    store.database().isDamage(e)
                            ? "the store is damaged and could not be read. Maybe its disk fails; 'ledger restore' puts a"
                                    + " backup in place."
                            : "the ledger could not be read. Maybe another program holds the store, or its disk is gone.",
                    e);
        }
    }

    void run(Runnable work) {
        var unused = call(() -> {
            work.run();
            return this;
        });
    }
}

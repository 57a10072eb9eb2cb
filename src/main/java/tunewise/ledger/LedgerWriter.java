package tunewise.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.PreparedEntry;
import tunewise.ledger.search.DailyCounts;
import tunewise.ledger.search.SearchIndex;
import tunewise.ledger.store.EntryTable;
import tunewise.ledger.store.Store;

/**
 * The only one who writes entries. Waiting drafts are committed together, so that one flush to disk serves many. When a
 * commit fails, every draft of it fails, nothing of it stays, and the head of the chain is read anew for the next.
 */
final class LedgerWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    /** Entries that were asked for at the same time may come in another order, and clocks are set by seconds. */
    private static final Duration CLOCK_SLACK = Duration.ofMinutes(2);

    private static final int BATCH = 64;
    private static final int QUEUE = 4_096;

    private final Store store;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread = new Thread(this::run, "ledger-writer");
    private volatile boolean closing;
    private @Nullable Handle handle;
    private Object openedAs = "nothing";
    private @Nullable Entry written;

    LedgerWriter(Store store) {
        this.store = store;
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until the draft is on disk. */
    Entry append(PreparedEntry prepared) {
        return append(new Waiting(prepared, null, new CompletableFuture<>()));
    }

    /**
     * Waits until the draft is on disk, where it goes only if the newest entry of its kind is as expected. That is asked
     * under the store's write lock, so that nobody comes between.
     *
     * @throws StaleBaseException when it is not
     */
    Entry append(NewEntry draft, Predicate<Optional<Entry>> expected) {
        return append(new Waiting(PreparedEntry.of(draft), expected, new CompletableFuture<>()));
    }

    private Entry append(Waiting waiting) {
        return Objects.requireNonNull(wait(waiting));
    }

    /** Waits until something that is no entry is on disk, which shows that entries could be written. */
    void probe() {
        wait(new Waiting(null, null, new CompletableFuture<>()));
    }

    /** Opens the store without waiting, and keeps it open as long as that goes well. */
    void hold() {
        var unused = queue.offer(new Waiting(null, null, new CompletableFuture<>()));
    }

    private @Nullable Entry wait(Waiting waiting) {
        boolean taken;
        try {
            taken = !closing && queue.offer(waiting, 2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            taken = false;
        }
        if (!taken) {
            throw new LedgerUnavailableException(
                    closing
                            ? "the ledger is closed. Maybe the service is being stopped."
                            : "the ledger takes no more entries for now. Maybe the disk is slow; try again in a moment.");
        }
        try {
            return waiting.done.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof StaleBaseException stale) {
                throw new StaleBaseException(String.valueOf(stale.getMessage()));
            }
            throw cause instanceof LedgerUnavailableException unavailable
                    ? new LedgerUnavailableException(String.valueOf(unavailable.getMessage()), unavailable)
                    : new LedgerUnavailableException("the ledger could not be written.", cause);
        }
    }

    /** Whether somebody still writes what is appended, or is not meant to any more. */
    boolean alive() {
        return closing || thread.isAlive();
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                Waiting first = queue.poll(50, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, BATCH - 1);
                write(batch);
            } catch (InterruptedException e) {
                closing = true;
            } finally {
                batch.clear();
            }
        }
        drop();
    }

    private void write(List<Waiting> batch) {
        List<Entry> sealed = new ArrayList<>();
        List<Waiting> accepted = new ArrayList<>();
        List<Waiting> stale = new ArrayList<>();
        List<Waiting> known = new ArrayList<>();
        long[] place = {0};
        Handle open;
        try {
            open = handle();
            open.useTransaction(transaction -> {
                boolean publishes = batch.stream().anyMatch(waiting -> waiting.expected != null);
                store.lock(transaction, store.chain());
                if (publishes) {
                    store.database().lockPublications(transaction);
                }
                expectWritten(transaction);
                Entry last = EntryTable.last(transaction, store.chain()).orElse(null);
                long seq = last == null ? 0 : last.seq();
                String previous = last == null ? EntryHash.FIRST_PREVIOUS : last.hash();
                DailyCounts counts = new DailyCounts();
                for (Waiting waiting : batch) {
                    PreparedEntry prepared = waiting.prepared;
                    if (prepared == null) {
                        Store.beat(transaction);
                    } else if (EntryTable.has(transaction, prepared.draft().id())) {
                        known.add(waiting);
                    } else if (!waiting.expects(transaction, prepared)) {
                        stale.add(waiting);
                    } else {
                        Entry entry = EntryHash.seal(prepared, store.chain(), ++seq, previous);
                        tellIfTheClockWentBack(last, entry);
                        last = entry;
                        place[0] = EntryTable.insert(transaction, entry, prepared.packed());
                        SearchIndex.add(transaction, place[0], entry, prepared.indexed());
                        counts.add(entry, prepared.indexed());
                        previous = entry.hash();
                        sealed.add(entry);
                        accepted.add(waiting);
                    }
                }
                counts.write(transaction);
                if (publishes) {
                    store.database().announce(transaction);
                }
            });
            if (store.database().isReplaced(openedAs)) {
                throw new LedgerUnavailableException("the store was replaced while it was written.");
            }
        } catch (RuntimeException e) {
            drop();
            LedgerUnavailableException failure = e instanceof LedgerUnavailableException unavailable
                    ? unavailable
                    : new LedgerUnavailableException(
                            "the ledger could not be written: " + reason(e)
                                    + ". Maybe the disk is full, or another program holds the store; no answer is given"
                                    + " without a record.",
                            e);
            batch.forEach(waiting -> waiting.done.completeExceptionally(failure));
            return;
        }
        if (!sealed.isEmpty()) {
            written = sealed.get(sealed.size() - 1);
        }
        for (int i = 0; i < accepted.size(); i++) {
            accepted.get(i).done.complete(sealed.get(i));
        }
        stale.forEach(waiting -> waiting.done.completeExceptionally(
                new StaleBaseException("another release was published meanwhile; nothing was overwritten.")));
        known.forEach(waiting -> waiting.done.completeExceptionally(
                new LedgerUnavailableException("this id is in the ledger already; nothing was overwritten.")));
        batch.stream().filter(waiting -> waiting.prepared == null).forEach(waiting -> waiting.done.complete(null));
        store.makeRoom(open, place[0]);
    }

    /** What was written last must still be there, or its loss would be sealed under whatever comes next. */
    private void expectWritten(Handle transaction) {
        Entry entry = written;
        if (entry != null && !EntryTable.holds(transaction, entry.chain(), entry.seq(), entry.hash())) {
            throw new LedgerUnavailableException("entry " + entry.seq()
                    + ", which was written here, is gone from the store or was altered; nothing is recorded on top of"
                    + " that. Maybe 'ledger verify' says more, and a backup still has it.");
        }
    }

    /** The chain keeps the order whatever the clock says; whoever reads days and hours later should know. */
    private static void tellIfTheClockWentBack(@Nullable Entry last, Entry entry) {
        if (last != null && entry.createdAt().isBefore(last.createdAt().minus(CLOCK_SLACK))) {
            LOG.warn(
                    "the clock went back: entry {} is dated {}, and the one before it {}",
                    entry.seq(),
                    entry.createdAt(),
                    last.createdAt());
        }
    }

    private Handle handle() {
        if (handle != null && !store.database().isUsable(handle, openedAs)) {
            drop();
        }
        if (handle == null) {
            Object found = store.database().identity();
            // Somebody put another store in place; whether it lacks something is reported elsewhere.
            written = found.equals(openedAs) ? written : null;
            openedAs = found;
            handle = store.open();
        }
        return handle;
    }

    private void drop() {
        if (handle != null) {
            try {
                handle.close();
            } catch (RuntimeException e) {
                // A broken connection may refuse even to close; the next batch opens a new one.
            }
            handle = null;
        }
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse("unknown");
    }

    private record Waiting(
            @Nullable PreparedEntry prepared,
            @Nullable Predicate<Optional<Entry>> expected,
            CompletableFuture<@Nullable Entry> done) {
        boolean expects(Handle transaction, PreparedEntry written) {
            return expected == null
                    || expected.test(
                            EntryTable.newest(transaction, written.draft().kind(), 1).stream()
                                    .findFirst());
        }
    }
}

package tunewise.ledger;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.ledger.entry.Checkpoint;

/**
 * Sends signed checkpoints to a place outside. Somebody who rewrites the store and its folder cannot rewrite those. It
 * remembers how each delivery went, and tries again after a failure.
 */
public final class OutsideCheckpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutsideCheckpoints.class);

    private final Ledger ledger;
    private final Place place;
    private final Clock clock;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "checkpoints-outside");
        thread.setDaemon(true);
        return thread;
    });

    /** A place for checkpoints, out of reach for those who can write the ledger; its text names it. */
    public interface Place {
        /**
         * Keeps a checkpoint.
         *
         * @param checkpoint as it is exported, in one line
         * @throws IOException when it was not taken, with a reason that people can read
         */
        void take(String checkpoint) throws IOException, InterruptedException;
    }

    /**
     * How it went.
     *
     * @param place where to
     * @param entry the last entry that a delivered checkpoint covers; 0 while none was delivered
     * @param at when that was; null while none was delivered
     * @param failure why the newest could not be delivered; null if it was
     */
    public record Delivery(String place, long entry, @Nullable Instant at, @Nullable String failure) {
        public boolean failed() {
            return failure != null;
        }
    }

    /** A place to deliver to; nothing is delivered before it is begun. */
    public OutsideCheckpoints(Ledger ledger, Place place, Clock clock) {
        this.ledger = ledger;
        this.place = place;
        this.clock = clock;
        ledger.proof().delivered(new Delivery(place.toString(), 0, null, null));
    }

    /** Delivers now and at every interval, unless nothing was written since. */
    public OutsideCheckpoints every(Duration pause) {
        var unused =
                worker.scheduleWithFixedDelay(this::deliver, 0, Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS);
        return this;
    }

    /** Signs the head of the chain and delivers that, unless it was delivered before. */
    void deliver() {
        Delivery before = ledger.proof().delivery().orElseThrow();
        try {
            Optional<Checkpoint> newest = ledger.proof().checkpoint();
            if (newest.isPresent() && newest.get().seq() != before.entry()) {
                place.take(newest.get().json());
                ledger.proof()
                        .delivered(new Delivery(before.place(), newest.get().seq(), clock.instant(), null));
                if (before.failed()) {
                    LOG.info("checkpoints reach {} again", place);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            String why = e.getMessage() == null ? "nobody said why" : e.getMessage();
            ledger.proof().delivered(new Delivery(before.place(), before.entry(), before.at(), why));
            LOG.warn("no checkpoint could be taken to {}, and it is tried again: {}", place, why);
        }
    }

    /** Ends, with a last delivery of what was written since. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(1, TimeUnit.MINUTES)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deliver();
    }
}

package tunewise.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A policy of how long the ledger keeps what was asked and answered: older bodies are erased day by day, each time with an
 * entry that tells of it, so that chain and proof stay whole.
 */
public final class Retention implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Ledger ledger;
    private final int days;
    private final Supplier<String> ids;
    private final Clock clock;
    private final ScheduledExecutorService daily = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "retention");
        thread.setDaemon(true);
        return thread;
    });

    /** A policy that keeps bodies for so many whole days of UTC, at least one; it does nothing before it is begun. */
    public Retention(Ledger ledger, int days, Supplier<String> ids, Clock clock) {
        this.ledger = ledger;
        this.days = days;
        this.ids = ids;
        this.clock = clock;
    }

    /** Applies the policy now and every hour, which finds nothing to do but once a day. */
    public Retention begin() {
        var unused = daily.scheduleWithFixedDelay(this::tryToApply, 0, 1, TimeUnit.HOURS);
        return this;
    }

    /** Erases what is too old today, and returns how many bodies that were. */
    long apply() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        LocalDate first = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(days);
        return ledger.erasure()
                .retain(
                        ids,
                        first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        "policy: bodies are kept for " + days + (days == 1 ? " day" : " days"),
                        now);
    }

    private void tryToApply() {
        try {
            long erased = apply();
            if (erased > 0) {
                LOG.info("erased the bodies of {} recommendations older than {} days", erased, days);
            }
        } catch (RuntimeException e) {
            LOG.warn("old bodies could not be erased; they are tried again in an hour: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        daily.shutdownNow();
    }
}

package tunewise.workshop.prices;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.service.ProgressListener;
import tunewise.workshop.prices.PriceUpdate.Fate;
import tunewise.workshop.prices.PriceUpdate.Outcome;
import tunewise.workshop.prices.PriceUpdate.Result;

/** Takes over the configured price lists every so often while the service answers, and logs what became of each. */
public final class RegularPrices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegularPrices.class);

    private final PriceUpdate update;
    private final Path lists;
    private final Clock clock;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "prices");
        thread.setDaemon(true);
        return thread;
    });

    /** lists is read anew each time, so that an edited file counts from the next round on. */
    public RegularPrices(PriceUpdate update, Path lists, Clock clock) {
        this.update = update;
        this.lists = lists;
        this.clock = clock;
    }

    /** Begins with a round at once. */
    public RegularPrices every(Duration pause) {
        var unused = rounds.scheduleWithFixedDelay(this::round, 0, pause.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    /** One round, which never fails the ones after it. */
    void round() {
        try {
            Outcome outcome = update.run(
                    ConfiguredList.read(lists),
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                    ProgressListener.NONE);
            for (Result result : outcome.results()) {
                if (result.fate() == Fate.NOT_TAKEN) {
                    LOG.warn("price list {} was not taken: {}", result.list(), result.said());
                } else {
                    LOG.info(
                            "price list {}: {}: {}",
                            result.list(),
                            result.fate().id(),
                            result.said());
                }
            }
        } catch (RuntimeException e) {
            LOG.error("no price list was taken over; the next round tries again", e);
            tell(String.valueOf(e.getMessage()));
        }
    }

    private void tell(String why) {
        try {
            update.failed(why);
        } catch (RuntimeException e) {
            LOG.error("the data folder takes no word of it either", e);
        }
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}

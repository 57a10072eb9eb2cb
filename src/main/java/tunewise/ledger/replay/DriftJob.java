package tunewise.ledger.replay;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.RecommendationSummary;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.Against;
import tunewise.ledger.search.Criterion;
import tunewise.ledger.search.Query;

/**
 * Makes the newest recommendations of every release again by the active one, in the background, and keeps what came of
 * each, so that a page can tell how far answers have drifted without making any of them.
 */
public final class DriftJob {
    private static final int MOST_RELEASES = 20;
    private static final int EACH = 50;

    private final Ledger ledger;
    private final Replayer replayer;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicInteger done = new AtomicInteger();

    public DriftJob(Ledger ledger, Replayer replayer) {
        this.ledger = ledger;
        this.replayer = replayer;
    }

    /** How many are made again by now; empty when nothing is under way. */
    public OptionalInt underWay() {
        return running.get() ? OptionalInt.of(done.get()) : OptionalInt.empty();
    }

    /** Makes them again, unless that is under way, and passes on how many are done. An exception of the listener ends it. */
    public void run(IntConsumer steps) {
        if (running.compareAndSet(false, true)) {
            try {
                done.set(0);
                makeAgain(steps);
            } finally {
                running.set(false);
            }
        }
    }

    private void makeAgain(IntConsumer steps) {
        String against = "";
        for (String release : ledger.search().values(Criterion.RELEASE).stream()
                .limit(MOST_RELEASES)
                .toList()) {
            Query newest = new Query(Map.of(Criterion.RELEASE, release), Query.Sort.NEWEST, "", EACH);
            List<RecommendationSummary> answers = ledger.search().find(newest).recommendations();
            for (RecommendationSummary answer : answers) {
                Replay replay = replayer.replay(answer.id(), Against.ACTIVE).orElseThrow();
                ledger.drift().keep(replay);
                against = replay.against();
                steps.accept(done.incrementAndGet());
            }
        }
        ledger.drift().forgetExcept(against);
    }
}

package tunewise.ledger.replay;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.Against;
import tunewise.ledger.search.Query;

/**
 * Makes recorded recommendations again, by their own release or the active one, and explains what differs. Releases come
 * from the store; the last few stay compiled. One replay at a time: it is for auditors, not for load.
 */
public final class Replayer implements AutoCloseable {
    private static final int MOST_COMPILED = 4;

    private final Ledger ledger;
    private final Active active;
    private final String engine;
    private final Function<RuleFiles, LoadedRelease> compiler;
    private final Map<String, Advisor> compiled = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * One that asks the active release where a replay is against that.
     *
     * @param engine the version of this program
     * @param compiler makes a release of its files
     */
    public Replayer(Ledger ledger, Active active, String engine, Function<RuleFiles, LoadedRelease> compiler) {
        this.ledger = ledger;
        this.active = active;
        this.engine = engine;
        this.compiler = compiler;
    }

    /** One whose active release is the one published last into the ledger, compiled when it is first needed. */
    public static Replayer of(Ledger ledger, String engine, Function<RuleFiles, LoadedRelease> compiler) {
        return new Replayer(ledger, new Published(ledger, compiler), engine, compiler);
    }

    /** Lends whoever answers at this moment, whose rules stay open as long as they are lent. */
    public interface Active {
        public <T> T ask(Function<Advisor, T> request);
    }

    private static final class Published implements Active {
        private final Ledger ledger;
        private final Function<RuleFiles, LoadedRelease> compiler;
        private @Nullable Advisor advisor;

        Published(Ledger ledger, Function<RuleFiles, LoadedRelease> compiler) {
            this.ledger = ledger;
            this.compiler = compiler;
        }

        @Override
        public <T> T ask(Function<Advisor, T> request) {
            return request.apply(advisor());
        }

        private Advisor advisor() {
            if (advisor == null) {
                String hash = ledger.publications()
                        .active()
                        .map(publication -> publication.content().release())
                        .orElseThrow(() -> new LedgerUnavailableException(
                                "no release was ever published into this ledger. Maybe --data names another folder."));
                RuleFiles files = ledger.publications()
                        .release(hash)
                        .orElseThrow(() -> new LedgerUnavailableException(
                                "the store does not hold release " + hash + ". Maybe a backup still has it."));
                advisor = new Advisor(compiler.apply(files));
            }
            return advisor;
        }
    }

    /** Empty when there is no such recommendation. */
    public synchronized Optional<Replay> replay(String id, Against against) {
        return ledger.find(id)
                .filter(entry -> entry.kind().equals(EntryKind.RECOMMENDATION))
                .map(entry -> active.ask(advisor -> {
                    String answering = advisor.loaded().release();
                    return new EntryReplayer(release -> release.equals(answering) ? advisor : advisor(release), engine)
                            .replay(entry, against == Against.OWN ? entry.release() : answering);
                }));
    }

    /** Replays everything that meets the criteria, oldest first. */
    public void replay(Query query, Against against, Consumer<Replay> each) {
        ledger.search().each(query, summary -> replay(summary.id(), against).ifPresent(each));
    }

    @Override
    public synchronized void close() {
        compiled.values().forEach(advisor -> advisor.loaded().rulebook().close());
        compiled.clear();
    }

    private Advisor advisor(String release) {
        Advisor kept = compiled.get(release);
        if (kept != null) {
            return kept;
        }
        RuleFiles files = ledger.publications()
                .release(release)
                .orElseThrow(() -> new LedgerUnavailableException(
                        "the store does not hold release " + release + ". Maybe it was published into another store."));
        Advisor made = new Advisor(compiler.apply(files));
        compiled.put(release, made);
        if (compiled.size() > MOST_COMPILED) {
            String eldest = compiled.keySet().iterator().next();
            Optional.ofNullable(compiled.remove(eldest))
                    .ifPresent(old -> old.loaded().rulebook().close());
        }
        return made;
    }
}

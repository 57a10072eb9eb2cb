package tunewise.rulebook;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.rulebook.guard.ClassCheck;
import tunewise.rulebook.guard.Layer;
import tunewise.rulebook.guard.RuleCheck;
import tunewise.rulebook.language.RuleInfo;

/** The rules of one release, compiled: consult it once a question. Safe for use by several threads. */
public final class Rulebook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rulebook.class);

    /** Sessions at a time, so that the memory of all that are open is bounded too; they compute, so more gain nothing. */
    private static final Semaphore SESSIONS =
            new Semaphore(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), true);

    private final OpenRules open;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Rulebook(OpenRules open) {
        this.open = open;
    }

    /** Whether rules that run on beyond their time are still halted. */
    public static boolean isWatched() {
        return Watchdog.alive();
    }

    /**
     * Checks and compiles the rule files of a folder.
     *
     * @param sources ids that rules may cite; null when they could not be read, so that citations go unchecked
     * @throws FaultsException with every fault found
     */
    public static Rulebook compile(RuleFiles files, @Nullable Set<String> sources) {
        return compile(files, sources, Layer.ALL);
    }

    /**
     * Likewise, unless these rules are open already, or were compiled before: kept classes are looked through as compiled
     * ones are.
     *
     * @throws FaultsException with every fault found
     */
    public static Rulebook compile(RuleFiles files, @Nullable Set<String> sources, KeptBuilds kept) {
        Set<String> retired = RuleCheck.retired(files).keySet();
        String key = kept.key(files);
        Optional<OpenRules> open = kept.open(key);
        if (open.isPresent()) {
            Rulebook shared = new Rulebook(open.get());
            if (sound(shared.rules(), sources, retired)) {
                return shared;
            }
            shared.close();
        }
        Optional<OpenRules> known = kept.find(files, key)
                .filter(build -> sound(build.rules(), sources, retired))
                .flatMap(Rulebook::reopen);
        Rulebook rulebook = known.map(Rulebook::new).orElseGet(() -> {
            Rulebook compiled = compile(files, sources);
            kept.keep(
                    key,
                    new KeptBuilds.Build(
                            compiled.rules(), compiled.open.module().getBytes()));
            return compiled;
        });
        kept.share(key, rulebook.open);
        return rulebook;
    }

    private static boolean sound(List<RuleInfo> rules, @Nullable Set<String> sources, Set<String> retired) {
        return RuleCheck.unknown(rules, sources).isEmpty()
                && rules.stream().map(RuleInfo::id).noneMatch(retired::contains);
    }

    /** What speaks against rule files as far as it shows without compiling them. */
    public static List<Fault> faults(RuleFiles files, @Nullable Set<String> sources) {
        return RuleCheck.read(files, sources).faults();
    }

    private static Optional<OpenRules> reopen(KeptBuilds.Build kept) {
        RuleBuild build = new RuleBuild(Layer.ALL);
        try {
            InternalKieModule module = build.restore(kept.module());
            return Optional.of(open(build, module, kept.rules()));
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("kept rules cannot be used ({}); they are compiled again", e.getMessage());
            return Optional.empty();
        }
    }

    /** Compiles with some layers of the guard only, to see what each holds alone. */
    public static Rulebook compile(RuleFiles files, @Nullable Set<String> sources, Set<Layer> layers) {
        RuleCheck.Reading reading = RuleCheck.read(files, sources);
        if (layers.contains(Layer.WORDS) && !reading.faults().isEmpty()) {
            throw new FaultsException(reading.faults());
        }
        RuleBuild build = new RuleBuild(layers);
        InternalKieModule module = build.compile(files, reading.rules());
        return new Rulebook(open(build, module, reading.rules()));
    }

    private static OpenRules open(RuleBuild build, InternalKieModule module, List<RuleInfo> rules) {
        ClassCheck.Reading classes = build.check(module, rules);
        return new OpenRules(module, build.open(module), rules, classes.rulesByClass());
    }

    /** All rules, by id. */
    public List<RuleInfo> rules() {
        return List.copyOf(open.rules().values());
    }

    public Optional<RuleInfo> rule(String id) {
        return Optional.ofNullable(open.rules().get(id));
    }

    /** Opens a session for one thread and one question; close it afterwards, for others may be waiting to open theirs. */
    public RuleSession consult() {
        return consult(Bounds.USUAL);
    }

    /** Likewise, in a session that nobody used before and that sees every fact, to hold the usual ones against. */
    public RuleSession consultAnew() {
        return session(open.unused(), NameableFacts.ALL, Bounds.USUAL, true);
    }

    /** Likewise, where nobody wants to know what the rules that fired had matched. */
    public RuleSession consultUntraced() {
        return session(open.sessions(), open.nameable(), Bounds.USUAL, false);
    }

    RuleSession consult(Bounds bounds) {
        return session(open.sessions(), open.nameable(), bounds, true);
    }

    private RuleSession session(SessionPool from, NameableFacts seen, Bounds bounds, boolean traced) {
        SESSIONS.acquireUninterruptibly();
        try {
            return new RuleSession(
                    from,
                    seen,
                    open.rules(),
                    open.combinations().count(),
                    open.failures(),
                    bounds,
                    traced,
                    SESSIONS::release);
        } catch (RuntimeException | Error e) {
            SESSIONS.release();
            throw e;
        }
    }

    /** Takes a rule out, so that the others can be looked at without it. Nobody else may use these rules meanwhile. */
    public void remove(String id) {
        open.remove(id);
    }

    /** Gives the rules back; who opened them last closes them. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            open.leave();
        }
    }
}

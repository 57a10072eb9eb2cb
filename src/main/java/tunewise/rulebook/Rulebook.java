package tunewise.rulebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.builder.ReleaseId;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieContainer;
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
    private static final Semaphore OPEN =
            new Semaphore(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), true);

    private final InternalKieModule module;
    private final KieContainer container;
    private final KieBase base;
    private final Map<String, RuleInfo> rules;
    private final SessionPool sessions;
    private Combinations combinations;
    private NameableFacts nameable;
    private final Failures failures;

    private Rulebook(
            InternalKieModule module,
            KieContainer container,
            List<RuleInfo> rules,
            Map<String, Set<String>> rulesByClass) {
        this.module = module;
        this.container = container;
        this.base = container.getKieBase();
        this.rules = new TreeMap<>();
        rules.forEach(rule -> this.rules.put(rule.id(), rule));
        this.sessions = new SessionPool(base, SessionPool.USUAL);
        this.combinations = new Combinations(base, this.rules);
        this.nameable = NameableFacts.of(base);
        this.failures = new Failures(this.rules, rulesByClass);
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
     * Likewise, unless these rules were compiled before: kept classes are looked through as compiled ones are.
     *
     * @throws FaultsException with every fault found
     */
    public static Rulebook compile(RuleFiles files, @Nullable Set<String> sources, KeptBuilds kept) {
        Set<String> retired = RuleCheck.retired(files).keySet();
        Optional<Rulebook> known = kept.find(files)
                .filter(build -> RuleCheck.unknown(build.rules(), sources).isEmpty())
                .filter(build -> build.rules().stream().map(RuleInfo::id).noneMatch(retired::contains))
                .flatMap(Rulebook::reopen);
        if (known.isPresent()) {
            return known.get();
        }
        Rulebook compiled = compile(files, sources);
        kept.keep(files, new KeptBuilds.Build(compiled.rules(), compiled.module.getBytes()));
        return compiled;
    }

    /** What speaks against rule files as far as it shows without compiling them. */
    public static List<Fault> faults(RuleFiles files, @Nullable Set<String> sources) {
        return RuleCheck.read(files, sources).faults();
    }

    private static Optional<Rulebook> reopen(KeptBuilds.Build kept) {
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
        return open(build, module, reading.rules());
    }

    private static Rulebook open(RuleBuild build, InternalKieModule module, List<RuleInfo> rules) {
        ClassCheck.Reading classes = build.check(module, rules);
        return new Rulebook(module, build.open(module), rules, classes.rulesByClass());
    }

    /** All rules, by id. */
    public List<RuleInfo> rules() {
        return List.copyOf(rules.values());
    }

    public Optional<RuleInfo> rule(String id) {
        return Optional.ofNullable(rules.get(id));
    }

    /** Opens a session for one thread and one question; close it afterwards, for others may be waiting to open theirs. */
    public RuleSession consult() {
        return consult(Bounds.USUAL);
    }

    /** Likewise, in a session that nobody used before and that sees every fact, to hold the usual ones against. */
    public RuleSession consultAnew() {
        return open(new SessionPool(base, 0), NameableFacts.ALL, Bounds.USUAL, true);
    }

    /** Likewise, where nobody wants to know what the rules that fired had matched. */
    public RuleSession consultUntraced() {
        return open(Bounds.USUAL, false);
    }

    RuleSession consult(Bounds bounds) {
        return open(bounds, true);
    }

    private RuleSession open(Bounds bounds, boolean traced) {
        return open(sessions, nameable, bounds, traced);
    }

    private RuleSession open(SessionPool from, NameableFacts seen, Bounds bounds, boolean traced) {
        OPEN.acquireUninterruptibly();
        try {
            return new RuleSession(from, seen, rules, combinations.count(), failures, bounds, traced, OPEN::release);
        } catch (RuntimeException | Error e) {
            OPEN.release();
            throw e;
        }
    }

    /** Takes a rule out, so that the others can be looked at without it. Nobody else may use these rules meanwhile. */
    public void remove(String id) {
        sessions.clear();
        for (KiePackage folder : List.copyOf(base.getKiePackages())) {
            for (Rule rule : List.copyOf(folder.getRules())) {
                if (RuleInfo.idOf(rule.getName()).equals(id)) {
                    base.removeRule(folder.getName(), rule.getName());
                }
            }
        }
        rules.remove(id);
        combinations = new Combinations(base, rules);
        nameable = NameableFacts.of(base);
    }

    @Override
    public void close() {
        sessions.close();
        ReleaseId id = container.getReleaseId();
        container.dispose();
        RuleBuild.forget(id);
    }
}

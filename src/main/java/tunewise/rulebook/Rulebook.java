package tunewise.rulebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.builder.ReleaseId;
import org.kie.api.runtime.KieContainer;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;

/** The rules of one release, compiled: consult it once a question. Safe for use by several threads. */
public final class Rulebook implements AutoCloseable {
    private final KieContainer container;
    private final KieBase base;
    private final Map<String, RuleInfo> rules;
    private final Combinations combinations;
    private final Failures failures;

    private Rulebook(KieContainer container, List<RuleInfo> rules, Map<String, Set<String>> rulesByClass) {
        this.container = container;
        this.base = container.getKieBase();
        this.rules = new TreeMap<>();
        rules.forEach(rule -> this.rules.put(rule.id(), rule));
        this.combinations = new Combinations(base, this.rules);
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

    /** Compiles with some layers of the guard only, to see what each holds alone. */
    static Rulebook compile(RuleFiles files, @Nullable Set<String> sources, Set<Layer> layers) {
        RuleCheck.Reading reading = RuleCheck.read(files, sources);
        if (layers.contains(Layer.WORDS) && !reading.faults().isEmpty()) {
            throw new FaultsException(reading.faults());
        }
        RuleBuild build = new RuleBuild(layers);
        InternalKieModule module = build.compile(files, reading.rules());
        ClassCheck.Reading classes = build.check(module, reading.rules());
        return new Rulebook(build.open(module), reading.rules(), classes.rulesByClass());
    }

    /** All rules, by id. */
    public List<RuleInfo> rules() {
        return List.copyOf(rules.values());
    }

    public Optional<RuleInfo> rule(String id) {
        return Optional.ofNullable(rules.get(id));
    }

    /** Opens a consultation, which is used by one thread and closed after one question. */
    public Consultation consult() {
        return consult(Bounds.USUAL);
    }

    Consultation consult(Bounds bounds) {
        return new Consultation(base.newKieSession(), rules, combinations.count(), failures, bounds);
    }

    @Override
    public void close() {
        ReleaseId id = container.getReleaseId();
        container.dispose();
        RuleBuild.forget(id);
    }
}

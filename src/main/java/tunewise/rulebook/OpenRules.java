package tunewise.rulebook;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.kie.api.KieBase;
import org.kie.api.builder.ReleaseId;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieContainer;
import tunewise.rulebook.language.RuleInfo;

/** Rules that the engine has loaded. Releases that differ in their catalogs only share them; the last one closes them. */
final class OpenRules {
    private final InternalKieModule module;
    private final KieContainer container;
    private final KieBase base;
    private final Map<String, RuleInfo> rules = new TreeMap<>();
    private final SessionPool sessions;
    private final Failures failures;
    private final AtomicInteger holders = new AtomicInteger(1);
    private Combinations combinations;
    private NameableFacts nameable;

    OpenRules(
            InternalKieModule module,
            KieContainer container,
            List<RuleInfo> rules,
            Map<String, Set<String>> rulesByClass) {
        this.module = module;
        this.container = container;
        this.base = container.getKieBase();
        rules.forEach(rule -> this.rules.put(rule.id(), rule));
        this.sessions = new SessionPool(base, SessionPool.USUAL);
        this.failures = new Failures(this.rules, rulesByClass);
        this.combinations = new Combinations(base, this.rules);
        this.nameable = NameableFacts.of(base);
    }

    /** Joins those who hold them; false once the last of them has left. */
    boolean join() {
        return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    void leave() {
        if (holders.decrementAndGet() == 0) {
            sessions.close();
            ReleaseId id = container.getReleaseId();
            container.dispose();
            RuleBuild.forget(id);
        }
    }

    InternalKieModule module() {
        return module;
    }

    Map<String, RuleInfo> rules() {
        return rules;
    }

    SessionPool sessions() {
        return sessions;
    }

    /** Sessions that nobody used before. */
    SessionPool unused() {
        return new SessionPool(base, 0);
    }

    Failures failures() {
        return failures;
    }

    Combinations combinations() {
        return combinations;
    }

    NameableFacts nameable() {
        return nameable;
    }

    /**
     * Takes a rule out.
     *
     * @throws IllegalStateException when somebody else holds these rules too
     */
    void remove(String id) {
        if (holders.get() != 1) {
            throw new IllegalStateException("others hold these rules too, and none is taken out");
        }
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
}

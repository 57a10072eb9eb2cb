package tunewise.rulebook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.rule.Rule;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;
import tunewise.plan.Finding;
import tunewise.question.Described;

/** One question before the rules: facts go in, phases run, findings come out. Not safe for several threads. */
public final class Consultation implements AutoCloseable {
    /** Far above any honest question; only rules that feed each other reach it. */
    private static final int MOST_FIRINGS = 20_000;

    private final KieSession session;
    private final Map<String, RuleInfo> rules;
    private final List<Firing> firings = new ArrayList<>();
    private final IdentityHashMap<Object, String> words = new IdentityHashMap<>();
    private @Nullable Match current;

    Consultation(KieSession session, Map<String, RuleInfo> rules) {
        this.session = session;
        this.rules = rules;
        session.addEventListener(new DefaultAgendaEventListener() {
            @Override
            public void beforeMatchFired(BeforeMatchFiredEvent event) {
                current = event.getMatch();
            }
        });
        session.addEventListener(new DefaultRuleRuntimeEventListener() {
            @Override
            public void objectInserted(ObjectInsertedEvent event) {
                if (current != null && event.getObject() instanceof Finding finding) {
                    record(current, finding);
                }
            }
        });
    }

    /** Adds facts; order does not matter. */
    public void tell(Collection<?> facts) {
        current = null;
        facts.forEach(session::insert);
    }

    /**
     * Runs a phase to its end.
     *
     * @return what it found this time, in no particular order
     */
    public List<Firing> run(Phase phase) {
        int before = firings.size();
        session.getAgenda().getAgendaGroup(phase.id()).setFocus();
        if (session.fireAllRules(MOST_FIRINGS) == MOST_FIRINGS) {
            throw new IllegalStateException("the rules of phase " + phase.id() + " do not come to an end" + last());
        }
        return List.copyOf(firings.subList(before, firings.size()));
    }

    /** Everything that fired: by phase, then by rule, then by what was found, whatever order facts were told in. */
    public List<Firing> firings() {
        return firings.stream().sorted(ORDER).toList();
    }

    /** The findings of one kind, in no particular order. */
    public <F extends Finding> List<F> findings(Class<F> kind) {
        List<F> found = new ArrayList<>();
        for (Firing firing : firings) {
            if (kind.isInstance(firing.finding())) {
                found.add(kind.cast(firing.finding()));
            }
        }
        return found;
    }

    @Override
    public void close() {
        session.dispose();
    }

    private String last() {
        return current == null
                ? ""
                : "; the last was rule \"" + current.getRule().getName() + "\"";
    }

    private void record(Match match, Finding finding) {
        Rule rule = match.getRule();
        RuleInfo info = rules.get(RuleInfo.idOf(rule.getName()));
        if (info == null) {
            throw new IllegalStateException("unknown rule " + rule.getName());
        }
        List<String> facts = new ArrayList<>();
        for (Object fact : match.getObjects()) {
            facts.add(words.computeIfAbsent(fact, Consultation::words));
        }
        firings.add(new Firing(info, facts, finding));
    }

    private static String words(Object fact) {
        if (fact instanceof Described described) {
            return described.words();
        }
        return fact instanceof Finding finding ? finding.text() : fact.toString();
    }

    private static final Comparator<Firing> ORDER = Comparator.comparing(
                    (Firing firing) -> firing.rule().phase())
            .thenComparing(firing -> firing.rule().id())
            .thenComparing(firing -> firing.finding().text())
            .thenComparing(firing -> String.join("|", firing.facts()));
}

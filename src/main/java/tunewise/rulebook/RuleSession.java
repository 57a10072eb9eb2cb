package tunewise.rulebook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.rule.Rule;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.event.rule.DefaultRuleRuntimeEventListener;
import org.kie.api.event.rule.ObjectInsertedEvent;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Match;
import tunewise.catalog.Fault;
import tunewise.plan.Finding;
import tunewise.rulebook.language.Phase;
import tunewise.rulebook.language.RuleInfo;
import tunewise.text.Described;
import tunewise.text.UnseenText;

/**
 * One question before the rules: facts go in, phases run, findings come out. What no rule can match stays outside. Not
 * safe for several threads.
 */
public final class RuleSession implements AutoCloseable {
    private final SessionPool pool;
    private final KieSession session;
    private final NameableFacts nameable;
    private final Map<String, RuleInfo> rules;
    private final Bounds bounds;
    private final boolean traced;
    private final Runnable closed;
    private final Combinations.Count count;
    private final Failures failures;
    private final Watchdog.Watched watched;
    private final List<Firing> firings = new ArrayList<>();
    private final IdentityHashMap<Object, String> words = new IdentityHashMap<>();
    private @Nullable Match current;
    private final Set<Phase> phases = EnumSet.noneOf(Phase.class);
    private int characters;
    private int fired;
    private boolean sound = true;

    RuleSession(
            SessionPool pool,
            NameableFacts nameable,
            Map<String, RuleInfo> rules,
            Combinations.Count count,
            Failures failures,
            Bounds bounds,
            boolean traced,
            Runnable closed) {
        this.closed = closed;
        this.pool = pool;
        this.session = pool.take();
        this.nameable = nameable;
        this.rules = rules;
        this.count = count;
        this.failures = failures;
        this.bounds = bounds;
        this.traced = traced;
        this.watched = Watchdog.watch(session, bounds);
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
    public void insert(Collection<?> facts) {
        current = null;
        sound = false;
        for (Object fact : facts) {
            if (nameable.canBe(fact)) {
                count.add(fact);
                session.insert(fact);
            }
        }
        sound = true;
    }

    /**
     * Runs a phase to its end.
     *
     * @return what it found this time, in no particular order
     * @throws RulesFailedException when a rule fails or comes to no end
     */
    public List<Firing> run(Phase next) {
        phases.add(next);
        sound = false;
        int before = firings.size();
        combinations();
        session.getAgenda().getAgendaGroup(next.id()).setFocus();
        fired += fire(bounds.firings() - fired);
        if (watched.halted()) {
            throw endless(next, "take longer than " + bounds.time().toSeconds() + " s");
        }
        if (fired >= bounds.firings()) {
            throw endless(next, "fire more than " + bounds.firings() + " times");
        }
        sound = true;
        return List.copyOf(firings.subList(before, firings.size()));
    }

    private int fire(int most) {
        try {
            return session.fireAllRules(most);
        } catch (RuntimeException | StackOverflowError e) {
            throw failures.of(e);
        }
    }

    private void combinations() {
        Optional<Combinations.Excess> beyond = count.beyond(bounds.combinations(), phases);
        if (beyond.isPresent()) {
            String many = "more than " + bounds.combinations() + " combinations of facts together";
            throw failed(
                    beyond.get().rule(),
                    beyond.get().alone()
                            ? "the rule would put " + many + "."
                            : "the rules would put " + many + ", and this one most of them.",
                    "Maybe a pattern lacks the condition that ties it to the ones before it.");
        }
    }

    private RulesFailedException endless(Phase phase, String what) {
        String message = "the rules of phase " + phase.id() + " " + what + ".";
        String hint = "Maybe a rule finds what makes it fire again.";
        RuleInfo last = current == null
                ? null
                : rules.get(RuleInfo.idOf(current.getRule().getName()));
        return last == null
                ? new RulesFailedException(Fault.at("rules/" + phase.id(), 0, message, hint))
                : failed(last, message, hint);
    }

    private static RulesFailedException failed(RuleInfo rule, String message, String hint) {
        return new RulesFailedException(new Fault(rule.file(), rule.line(), 0, rule.id(), message, hint));
    }

    /** Everything that fired: by phase, then by rule, then by what was found, whatever order facts went in. */
    public List<Firing> firings() {
        return firings.stream().sorted(ORDER).toList();
    }

    /** Those among them that found something of one kind. */
    public List<Firing> firings(Class<? extends Finding> kind) {
        return firings.stream()
                .filter(firing -> kind.isInstance(firing.finding()))
                .sorted(ORDER)
                .toList();
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
        try {
            watched.close();
            pool.giveBack(session, sound && !watched.halted());
        } finally {
            closed.run();
        }
    }

    private void record(Match match, Finding finding) {
        Rule rule = match.getRule();
        RuleInfo info = rules.get(RuleInfo.idOf(rule.getName()));
        if (info == null) {
            throw new IllegalStateException("unknown rule " + rule.getName());
        }
        texts(info, finding);
        if (count.add(finding)) {
            combinations();
        }
        firings.add(new Firing(info, traced ? matched(match) : List.of(), finding));
    }

    private List<String> matched(Match match) {
        List<String> facts = new ArrayList<>();
        for (Object fact : match.getObjects()) {
            facts.add(words.computeIfAbsent(fact, RuleSession::words));
        }
        return facts;
    }

    private void texts(RuleInfo rule, Finding finding) {
        FindingTexts made = FindingTexts.of(finding);
        if (!made.missing().isEmpty()) {
            throw failed(
                    rule, "the rule makes a finding without its '" + made.missing() + "'.", "Maybe null stands there.");
        }
        int longest = made.longest();
        characters += longest;
        if (longest > bounds.characters()) {
            throw failed(
                    rule,
                    "the rule makes a text of " + longest + " characters, of at most " + bounds.characters() + ".",
                    "Maybe it repeats what another finding says.");
        }
        if (made.texts().stream().anyMatch(text -> UnseenText.in(text).isPresent())) {
            throw failed(
                    rule,
                    "the rule makes a text with a character that cannot be seen.",
                    "Maybe it takes over a text that holds a line break.");
        }
        if (characters > bounds.charactersInAll()) {
            throw failed(
                    rule,
                    "the rules make texts of more than " + bounds.charactersInAll() + " characters together.",
                    "Maybe a rule fires more often than it has something to say.");
        }
    }

    private static String words(Object fact) {
        if (fact instanceof Described described) {
            return described.summary();
        }
        return fact instanceof Finding finding ? finding.text() : fact.toString();
    }

    private static final Comparator<Firing> ORDER = Comparator.comparing(
                    (Firing firing) -> firing.rule().phase())
            .thenComparing(firing -> firing.rule().id())
            .thenComparing(firing -> firing.finding().text())
            .thenComparing(firing -> String.join("|", firing.facts()));
}

package tunewise.rulebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.drools.compiler.kie.builder.impl.InternalKieModule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieContainer;
import org.kie.api.runtime.KieSession;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.FewRules;
import tunewise.fixtures.ShippedRules;
import tunewise.rulebook.guard.Layer;
import tunewise.rulebook.guard.RuleCheck;
import tunewise.rulebook.language.Phase;

class SessionPoolTest {
    private static final RuleFiles FILES = FewRules.FILES;
    private static KieContainer container;

    @BeforeAll
    static void compile() {
        RuleBuild build = new RuleBuild(Set.of(Layer.LOADER));
        InternalKieModule module =
                build.compile(FILES, RuleCheck.read(FILES, null).rules());
        container = build.open(module);
    }

    @AfterAll
    static void forget() {
        RuleBuild.forget(container.getReleaseId());
        container.dispose();
    }

    @Test
    void aSessionIsUsedAgainOnceItIsEmptied() {
        SessionPool pool = new SessionPool(base(), 1);
        KieSession session = pool.take();
        session.insert(HostileFacts.QUESTION);
        pool.giveBack(session, true);
        assertSame(session, pool.take());
        assertEquals(0, session.getFactCount());
        assertNotSame(session, pool.take());
    }

    @Test
    void oneThatFailedIsNeverUsedAgain() {
        SessionPool pool = new SessionPool(base(), 1);
        KieSession session = pool.take();
        pool.giveBack(session, false);
        assertNotSame(session, pool.take());
    }

    @Test
    void noMoreAreKeptThanTheyMayBe() {
        SessionPool pool = new SessionPool(base(), 1);
        KieSession one = pool.take();
        KieSession other = pool.take();
        pool.giveBack(one, true);
        pool.giveBack(other, true);
        assertSame(one, pool.take());
        assertNotSame(other, pool.take());
    }

    @Test
    void aPoolThatIsClosedKeepsNone() {
        SessionPool pool = new SessionPool(base(), 1);
        KieSession one = pool.take();
        pool.close();
        pool.giveBack(one, true);
        assertNotSame(one, pool.take());
    }

    @Test
    void whatOneQuestionFoundIsForgottenForTheNext() {
        Rulebook rules = ShippedRules.loaded().rulebook();
        List<Firing> found;
        try (RuleSession session = rules.consult()) {
            session.insert(List.of(HostileFacts.QUESTION));
            found = session.run(Phase.ELIGIBILITY);
        }
        assertFalse(found.isEmpty());
        try (RuleSession session = rules.consult()) {
            assertEquals(List.of(), session.run(Phase.ELIGIBILITY));
        }
    }

    @Test
    void policiesAndTechniquesThatNoRuleNamesStayOutside() {
        NameableFacts nameable = NameableFacts.of(base());
        List<?> policies = ShippedRules.loaded().catalog().policies();
        long few = policies.stream().filter(nameable::canBe).count();
        assertTrue(few < policies.size(), few + " policies named");
        assertEquals(
                policies.size(),
                policies.stream().filter(NameableFacts.ALL::canBe).count());
        assertTrue(nameable.canBe(HostileFacts.QUESTION));
    }

    private static KieBase base() {
        return container.getKieBase();
    }
}

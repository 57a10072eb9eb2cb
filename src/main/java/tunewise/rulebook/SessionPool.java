package tunewise.rulebook;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.drools.kiesession.session.StatefulKnowledgeSessionImpl;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/**
 * Sessions of one rule base that are used again, as making the memories of their network anew takes longer than
 * emptying them. One that failed or was halted is never used again. Safe for use by several threads.
 */
final class SessionPool implements AutoCloseable {
    /** As many as answer side by side on the usual machine. */
    static final int USUAL = 8;

    private final KieBase base;
    private final int most;
    private final ConcurrentLinkedQueue<KieSession> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closed;

    /** At most so many are kept while nobody uses them. */
    SessionPool(KieBase base, int most) {
        this.base = base;
        this.most = most;
    }

    /** A session without facts, of whoever takes it until it is given back. */
    KieSession take() {
        KieSession known = poll();
        return known == null ? base.newKieSession() : known;
    }

    /** Gives a session back; sound is whether its rules came to their end. */
    void giveBack(KieSession session, boolean sound) {
        if (!sound || closed || count.get() >= most) {
            session.dispose();
            return;
        }
        ((StatefulKnowledgeSessionImpl) session).reset();
        count.incrementAndGet();
        idle.add(session);
        if (closed) {
            close();
        }
    }

    /** Forgets the idle ones, as the rule base is about to change. */
    void clear() {
        for (KieSession session = poll(); session != null; session = poll()) {
            session.dispose();
        }
    }

    private @Nullable KieSession poll() {
        KieSession session = idle.poll();
        if (session != null) {
            count.decrementAndGet();
        }
        return session;
    }

    @Override
    public void close() {
        closed = true;
        clear();
    }
}

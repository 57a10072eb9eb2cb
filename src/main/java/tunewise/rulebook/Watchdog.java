package tunewise.rulebook;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.kie.api.runtime.KieSession;

/** Halts sessions that run on after their time. One thread watches them all. */
final class Watchdog {
    private static final long TICK_MILLIS = 100;
    private static final Set<Watched> RUNNING = ConcurrentHashMap.newKeySet();

    private static final Thread THREAD = new Thread(Watchdog::watch, "rules-watchdog");

    static {
        THREAD.setDaemon(true);
        THREAD.start();
    }

    private Watchdog() {}

    /** A session and when it is to end, by {@link System#nanoTime()}. */
    static final class Watched implements AutoCloseable {
        private final KieSession session;
        private final long end;
        private boolean closed;
        private volatile boolean halted;

        private Watched(KieSession session, long nanos) {
            this.session = session;
            this.end = System.nanoTime() + nanos;
        }

        boolean halted() {
            return halted;
        }

        /** Once a session is given back it is another's, and is halted no more. */
        private synchronized void halt() {
            if (!closed) {
                halted = true;
                session.halt();
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            RUNNING.remove(this);
        }
    }

    /** Whether sessions that run on are still halted. */
    static boolean alive() {
        return THREAD.isAlive();
    }

    static Watched watch(KieSession session, Bounds bounds) {
        Watched watched = new Watched(session, bounds.time().toNanos());
        RUNNING.add(watched);
        return watched;
    }

    private static void watch() {
        while (true) {
            try {
                Thread.sleep(TICK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            long now = System.nanoTime();
            for (Watched watched : RUNNING) {
                if (watched.end - now < 0) {
                    watched.halt();
                }
            }
        }
    }
}

package tunewise.workshop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.ledger.entry.LedgerUnavailableException;

/** Does something again and again in a thread of its own, whatever goes wrong with it. */
final class Repeating {
    private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);

    private final Runnable work;
    private final Waiting waiting;
    private final Thread thread;
    private volatile boolean stopped;

    Repeating(String name, Runnable work, Waiting waiting) {
        this.work = work;
        this.waiting = waiting;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Waits until it is time for the next round. */
    interface Waiting {
        void await() throws InterruptedException;
    }

    void start() {
        thread.start();
    }

    /** Whether it goes on, or has not begun, or was told to stop: not where an error ended it. */
    boolean alive() {
        return stopped || thread.getState() == Thread.State.NEW || thread.isAlive();
    }

    void stop() {
        stopped = true;
        thread.interrupt();
    }

    /** Waits for the round that is under way, but not for long. */
    void awaitEnd() throws InterruptedException {
        thread.join(10_000);
    }

    private void run() {
        while (!stopped) {
            try {
                work.run();
            } catch (LedgerUnavailableException e) {
                LOG.warn("the store cannot be read for now", e);
            } catch (RuntimeException e) {
                LOG.error("watching rules and releases failed; it goes on", e);
            }
            try {
                waiting.await();
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}

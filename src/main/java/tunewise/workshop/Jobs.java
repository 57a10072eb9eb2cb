package tunewise.workshop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.service.ProgressListener;
import tunewise.workshop.Publisher.Published;

/**
 * Long pieces of work that somebody waits for, one after the other, so that those who ask are not held up. What looks
 * through the ledger has a line of its own, so that auditors do not wait for analysts. So has what takes seconds.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int KEPT = 50;

    /** More work than an hour has room for; whoever comes then is told so. */
    private static final int MOST_WAITING = 30;

    private final ExecutorService worker = line("workshop-jobs");
    private final ExecutorService auditor = line("ledger-jobs");
    private final ExecutorService brief = line("brief-jobs");
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private int count;

    /** What came of a job. */
    public sealed interface Outcome {
        /** A check and test. */
        record Tested(Examination examination) implements Outcome {}

        /** What a draft would change. */
        record Compared(ImpactReport report) implements Outcome {}

        /** Small mistakes made in rules, and which of them no fixture noticed. */
        record Altered(Mutation.Outcome mutation) implements Outcome {}

        /** A publication. */
        record Done(Published published) implements Outcome {}

        /** One sentence about the result; another page shows the rest. */
        record Told(String words, boolean good) implements Outcome {}

        /** Nothing was done; faults say why, where it was for faults. */
        record NotDone(String why, List<Fault> faults) implements Outcome {}
    }

    /** A piece of work that is waiting, under way or done. */
    public static final class Job {
        private final String id;
        private final String title;
        private final String draft;
        private volatile int done;
        private volatile int all;
        private volatile boolean stopped;
        private volatile @Nullable Outcome outcome;
        private final CountDownLatch ended = new CountDownLatch(1);

        private Job(String id, String title, String draft) {
            this.id = id;
            this.title = title;
            this.draft = draft;
        }

        public String id() {
            return id;
        }

        public String title() {
            return title;
        }

        /** The draft that it is about; empty for none. */
        public String draft() {
            return draft;
        }

        public int done() {
            return done;
        }

        /** 0 as long as nobody knows. */
        public int all() {
            return all;
        }

        public Optional<Outcome> outcome() {
            return Optional.ofNullable(outcome);
        }

        /** Waits for what comes of it. */
        public Outcome await() {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                stop();
            }
            return outcome().orElseGet(() -> new Outcome.NotDone("the service is being stopped.", List.of()));
        }

        private void end(Outcome with) {
            outcome = with;
            ended.countDown();
        }

        /** Ends the work at its next step, or before it begins; what is done stays done. */
        public void stop() {
            stopped = true;
        }

        private void at(int steps, int of) {
            if (stopped) {
                throw new StoppedException();
            }
            done = steps;
            all = of;
        }
    }

    /**
     * Begins a piece of work as soon as those before it are done. What waits or is under way can always be found and
     * stopped; of what is done, the newest are kept.
     *
     * @throws RefusedException when too much waits already
     */
    public Job start(String title, String draft, Function<ProgressListener, Outcome> work) {
        return start(worker, title, draft, work);
    }

    /** Likewise, for what looks through the ledger. */
    public Job audit(String title, Function<ProgressListener, Outcome> work) {
        return start(auditor, title, "", work);
    }

    /**
     * Looks through the ledger while the caller waits.
     *
     * @param told what the list of jobs says of the result
     * @throws RefusedException when too much waits already, or somebody stopped it
     */
    public <T> T audited(String title, Function<ProgressListener, T> work, Function<T, Outcome> told) {
        return awaited(auditor, title, work, told);
    }

    /**
     * Does what takes seconds while the caller waits: a replay, a price list. The list of jobs shows it as long as it
     * waits or is under way.
     *
     * @throws RefusedException when too much waits already, or somebody stopped it
     */
    public <T> T brief(String title, Function<ProgressListener, T> work) {
        return awaited(brief, title, work, made -> new Outcome.Told("", true));
    }

    /** What the work throws, the caller gets. */
    private <T> T awaited(
            ExecutorService line, String title, Function<ProgressListener, T> work, Function<T, Outcome> told) {
        AtomicReference<@Nullable T> made = new AtomicReference<>();
        AtomicReference<@Nullable RuntimeException> failed = new AtomicReference<>();
        Job job = start(line, title, "", steps -> {
            try {
                T result = work.apply(steps);
                made.set(result);
                return told.apply(result);
            } catch (StoppedException e) {
                throw e;
            } catch (RuntimeException e) {
                failed.set(e);
                return new Outcome.NotDone(String.valueOf(e.getMessage()), List.of());
            }
        });
        Outcome outcome = job.await();
        if (line == brief) {
            forget(job);
        }
        RuntimeException failure = failed.get();
        if (failure != null) {
            throw failure;
        }
        T result = made.get();
        if (result == null) {
            throw new RefusedException(outcome instanceof Outcome.NotDone not ? not.why() : "nothing came of it.");
        }
        return result;
    }

    private synchronized void forget(Job job) {
        jobs.remove(job.id);
    }

    private static ExecutorService line(String name) {
        return Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private synchronized Job start(
            ExecutorService line, String title, String draft, Function<ProgressListener, Outcome> work) {
        List<String> done = jobs.values().stream()
                .filter(job -> job.outcome().isPresent())
                .map(Job::id)
                .toList();
        if (jobs.size() - done.size() >= MOST_WAITING) {
            throw new RefusedException("there are " + MOST_WAITING
                    + " jobs waiting already, so this one did not start. Maybe stop one of them.");
        }
        done.stream().limit(Math.max(0, jobs.size() + 1 - KEPT)).forEach(jobs::remove);
        Job job = new Job(String.valueOf(++count), title, draft);
        jobs.put(job.id, job);
        line.execute(() -> job.end(outcome(work, job)));
        return job;
    }

    public synchronized Optional<Job> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    /** All that wait, are under way or were done last, the newest first. */
    public synchronized List<Job> all() {
        List<Job> all = new ArrayList<>(jobs.values());
        Collections.reverse(all);
        return all;
    }

    @Override
    public synchronized void close() {
        jobs.values().forEach(Job::stop);
        worker.shutdownNow();
        auditor.shutdownNow();
        brief.shutdownNow();
        jobs.values().forEach(job -> job.ended.countDown());
    }

    private static Outcome outcome(Function<ProgressListener, Outcome> work, Job job) {
        try {
            job.at(0, 0);
            return work.apply(job::at);
        } catch (StoppedException e) {
            return new Outcome.NotDone("it was stopped before it finished. Nothing was changed.", List.of());
        } catch (FaultsException e) {
            return new Outcome.NotDone("it does not pass check and test.", e.faults());
        } catch (RefusedException | LedgerUnavailableException e) {
            return new Outcome.NotDone(String.valueOf(e.getMessage()), List.of());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} failed", job.title, e);
            return new Outcome.NotDone("the service failed at it; its log says more.", List.of());
        }
    }

    private static final class StoppedException extends CancellationException {
        private static final long serialVersionUID = 1;
    }
}

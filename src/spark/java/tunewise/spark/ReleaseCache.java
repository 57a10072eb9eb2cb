package tunewise.spark;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.FaultsException;
import tunewise.text.PlainLocale;

/**
 * Releases that are compiled in this process, by their content hash: each once, after the checks that every release goes
 * through, for all tasks of the executor. The few used last stay.
 */
final class ReleaseCache {
    private static final int MOST = 8;
    private static final Map<String, Slot> SLOTS = new LinkedHashMap<>(16, 0.75f, true);

    static {
        PlainLocale.use();
    }

    private ReleaseCache() {}

    private static final class Slot {
        private int users;
        private @Nullable Advisor advisor;
        private @Nullable FaultsException refused;

        synchronized Advisor advisor(CarriedReleases releases, String release) {
            if (refused != null) {
                throw refused;
            }
            Advisor made = advisor;
            if (made == null) {
                try {
                    made = new Advisor(LoadedRelease.of(releases.rules(release), null));
                } catch (FaultsException e) {
                    refused = e;
                    throw e;
                }
                advisor = made;
            }
            return made;
        }

        synchronized void close() {
            if (advisor != null) {
                advisor.loaded().rulebook().close();
            }
        }
    }

    private static synchronized Slot take(String release) {
        Slot slot = SLOTS.computeIfAbsent(release, any -> new Slot());
        slot.users++;
        return slot;
    }

    private static synchronized void give(Slot slot) {
        slot.users--;
        Iterator<Slot> eldest = SLOTS.values().iterator();
        while (SLOTS.size() > MOST && eldest.hasNext()) {
            Slot idle = eldest.next();
            if (idle.users == 0) {
                eldest.remove();
                idle.close();
            }
        }
    }

    /** What one piece of work uses; nothing of it is closed before the work is done. */
    static final class Lease implements AutoCloseable {
        private final CarriedReleases releases;
        private final Map<String, Slot> held = new HashMap<>();

        Lease(CarriedReleases releases) {
            this.releases = releases;
        }

        /** A lease that ends with the task. */
        static Lease ofTask(CarriedReleases releases) {
            Lease lease = new Lease(releases);
            TaskContext task = TaskContext.get();
            if (task != null) {
                TaskCompletionListener close = done -> lease.close();
                task.addTaskCompletionListener(close);
            }
            return lease;
        }

        Advisor advisor(String release) {
            return held.computeIfAbsent(release, ReleaseCache::take).advisor(releases, release);
        }

        @Override
        public void close() {
            held.values().forEach(ReleaseCache::give);
            held.clear();
        }
    }
}

package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import tunewise.advice.Recommendation;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.Postgres;
import tunewise.ledger.verify.Verification;
import tunewise.service.ProgressListener;

/** Several instances of the service on one PostgreSQL, each asked by clients while all in turn publish. */
public final class Instances implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final List<Place> places = new ArrayList<>();
    private final Map<String, String> words = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicLong> answersByRelease = new ConcurrentHashMap<>();
    private final AtomicBoolean done = new AtomicBoolean();

    public Instances(Path folder, RuleFiles rules, Postgres database, int count) {
        for (int i = 0; i < count; i++) {
            places.add(new Place(folder.resolve("instance-" + i), rules, database.url(), CompiledRules::of));
        }
        words.put(rules.hash(), Place.SAYS + ".");
    }

    /**
     * What came of it.
     *
     * @param answersByRelease how many answers each release gave
     * @param slowestMillis the longest that any instance took to answer by a release that another published
     */
    public record Outcome(
            List<String> failures,
            Map<String, Long> answersByRelease,
            long slowestMillis,
            int publications,
            Verification verification) {
        public long answers() {
            return answersByRelease.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * Publishes so many releases, each by another instance and only once all answer by the one before.
     *
     * @param pause of a client between an answer and its next question
     */
    public Outcome publishUnderLoad(int publications, int clientsEach, Duration pause) throws InterruptedException {
        ExecutorService pool = Executors.newCachedThreadPool();
        for (Place place : places) {
            pool.execute(() -> follow(place));
            for (int client = 0; client < clientsEach; client++) {
                pool.execute(() -> ask(place, pause));
            }
        }
        long slowest = 0;
        for (int i = 0; i < publications; i++) {
            Place publisher = places.get(i % places.size());
            Workspace piece = publisher.saying("in round " + i);
            words.put(piece.rules().hash(), Place.SAYS + " in round " + i + ".");
            publisher.workshop.publish(piece, publisher.active(), Place.ADA, ProgressListener.NONE);
            long begin = System.nanoTime();
            for (Place place : places) {
                while (!place.service
                        .advisor()
                        .loaded()
                        .release()
                        .equals(piece.rules().hash())) {
                    assertTrue(System.nanoTime() - begin < LONGEST.toNanos(), "a release does not arrive");
                    Thread.sleep(20);
                }
            }
            slowest = Math.max(slowest, System.nanoTime() - begin);
        }
        done.set(true);
        pool.shutdown();
        assertTrue(pool.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS));
        return new Outcome(
                List.copyOf(failures),
                answersByRelease.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue()
                        .get())),
                TimeUnit.NANOSECONDS.toMillis(slowest),
                places.get(0).releases.history(Integer.MAX_VALUE).size(),
                places.get(0).ledger.proof().verify());
    }

    private void follow(Place place) {
        try {
            while (!done.get()) {
                place.workshop.follow();
                place.ledger.publications().await(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Place place, Duration pause) {
        while (!done.get()) {
            try {
                Recommendation answer = place.service.advise(Place.QUESTION, "api");
                String release = answer.release().id();
                answersByRelease
                        .computeIfAbsent(release, key -> new AtomicLong())
                        .incrementAndGet();
                String said = Place.said(answer);
                if (!said.endsWith(words.getOrDefault(release, "?"))) {
                    failures.add(release + " said " + said);
                }
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failures.add(e.toString());
            }
        }
    }

    @Override
    public void close() {
        places.forEach(Place::close);
    }
}

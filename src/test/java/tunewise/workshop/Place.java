package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.CompiledRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.store.LedgerUrl;
import tunewise.service.AdviceService;
import tunewise.service.ProgressListener;
import tunewise.workshop.Publisher.Signature;

/** A service and a workshop over a copy of rules without tests. */
public final class Place implements AutoCloseable {
    static final String SAYS = "has the best price for a GPU";
    static final String QUESTION = "{\"model\": \"Llama 2 7B\", \"tokens\": 10000000, \"knowledge\": \"guide\"}";
    static final Signature ADA = new Signature("Ada", "another word", "page");

    public final Path rules;
    public final Ledger ledger;
    final Releases releases;
    public final AdviceService service;
    public final Workshop workshop;
    private final RuleFiles files;
    private final Path folder;
    private final Function<RuleFiles, LoadedRelease> compiler;

    public Place(Path folder, RuleFiles files) {
        this(folder, files, Optional.empty(), CompiledRules::of);
    }

    Place(Path folder, RuleFiles files, Optional<LedgerUrl> url, Function<RuleFiles, LoadedRelease> compiler) {
        this.folder = folder;
        this.files = files;
        this.compiler = compiler;
        rules = Folder.written(files, folder);
        ledger = Ledger.open(folder.resolve("data"), url);
        releases =
                new Releases(ledger, Clock.systemUTC(), () -> UUID.randomUUID().toString());
        LoadedRelease loaded = new StartupRelease(releases, compiler)
                .loaded(() -> Workspace.load(rules, folder.resolve("fixtures")), "Ada");
        service = new AdviceService(
                new Advisor(loaded),
                ledger,
                Clock.systemUTC(),
                () -> UUID.randomUUID().toString(),
                "test");
        workshop = workshop(false);
    }

    Workshop workshop(boolean publishChanges) {
        return new Workshop(
                service,
                ledger,
                releases,
                new RulesValidator(compiler, RuleTestRunner.HERE),
                new Workshop.Settings(rules, folder.resolve("fixtures"), folder.resolve("data"), publishChanges, "Ada"),
                Clock.systemUTC());
    }

    Publication.Content active() {
        return releases.active().orElseThrow().content();
    }

    /**
     * Publishes one release after the other while clients ask.
     *
     * @param pause of a client between an answer and its next question
     */
    public Load publishUnderLoad(int publications, int clients, Duration pause) throws InterruptedException {
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        AtomicLong answers = new AtomicLong();
        Map<String, String> words = new ConcurrentHashMap<>();
        Recommendation before = service.advise(QUESTION, "api");
        words.put(before.release().id(), said(before));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        IntStream.range(0, clients)
                .forEach(client -> pool.execute(() -> {
                    while (!done.get()) {
                        try {
                            Recommendation answer = service.advise(QUESTION, "api");
                            String release = answer.release().id();
                            seen.add(release);
                            answers.incrementAndGet();
                            String said = said(answer);
                            if (!said.endsWith(words.getOrDefault(release, "?"))) {
                                failures.add(release + " said " + said);
                            }
                            Thread.sleep(pause.toMillis());
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            return;
                        } catch (RuntimeException e) {
                            failures.add(e.toString());
                        }
                    }
                }));
        for (int i = 0; i < publications; i++) {
            Workspace piece = saying("in round " + i);
            words.put(piece.rules().hash(), SAYS + " in round " + i + ".");
            workshop.publish(piece, active(), ADA, ProgressListener.NONE);
        }
        done.set(true);
        pool.shutdown();
        assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
        return new Load(failures, seen, answers.get());
    }

    @Override
    public void close() {
        ledger.close();
    }

    Workspace saying(String word) {
        return saying(files, word);
    }

    /** Rules without tests in which one sentence reads otherwise. */
    static Workspace saying(RuleFiles rules, String word) {
        TreeMap<String, String> files = new TreeMap<>(rules.files());
        files.replaceAll((path, text) -> text.replace(SAYS, SAYS + " " + word));
        return Workspace.of(files);
    }

    /** What the sentence that differs from release to release reads in an answer. */
    static String said(Recommendation answer) {
        return answer.rules().stream()
                .map(Recommendation.FiredRule::found)
                .filter(text -> text.contains(SAYS))
                .collect(Collectors.joining());
    }

    /** What clients saw. */
    public record Load(ConcurrentLinkedQueue<String> failures, Set<String> releases, long answers) {
        int releasesSeen() {
            return releases.size();
        }
    }
}

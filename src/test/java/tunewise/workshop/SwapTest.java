package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.store.LedgerUrl;
import tunewise.service.AdviceService;
import tunewise.service.ProgressListener;
import tunewise.workshop.FolderState.Standing;
import tunewise.workshop.Publisher.Signature;

/** Releases take over from each other while questions come in. */
public class SwapTest {
    static final String SAYS = "has the best price for a GPU";
    static final String QUESTION = "{\"model\": \"Llama 2 7B\", \"tokens\": 10000000, \"knowledge\": \"guide\"}";
    static final Signature ADA = new Signature("Ada", "another word", "page");

    @TempDir
    Path folder;

    @Test
    void noQuestionIsLostAndNoAnswerMixesTwoReleasesWhilePublicationsComeIn() throws Exception {
        try (Place place = new Place(folder)) {
            Load load = place.publishUnderLoad(6, 3);

            assertEquals(List.of(), List.copyOf(load.failures()));
            assertTrue(load.releasesSeen() > 2, load.releasesSeen() + " releases answered");
            assertTrue(place.ledger.proof().verify().ok());
            assertEquals(7, place.releases.history(100).size());
        }
    }

    @Test
    void aPublicationOfAnotherProcessIsTakenOver() {
        try (Place place = new Place(folder);
                Ledger other = Ledger.open(folder.resolve("data"))) {
            Publication published = new Releases(other, Clock.systemUTC(), () -> "theirs")
                    .publish(saying("B"), place.active(), "Grace", "theirs", "command-line");

            place.workshop.follow();

            Recommendation answer = place.service.advise(QUESTION, "api");
            assertEquals(published.content().release(), answer.release().id());
            assertEquals(published.at(), answer.release().publishedAt());
        }
    }

    @Test
    void aFaultyFolderNeverReplacesAWorkingRelease() throws Exception {
        try (Place place = new Place(folder)) {
            place.workshop.folder().examine();
            assertEquals(Standing.ACTIVE, place.workshop.folder().state().standing());
            Path file = place.rules.resolve("preference/providers.drl");
            Files.writeString(file, Files.readString(file).replace("reliability ==", "reliabilty =="));

            place.workshop.folder().examine();

            FolderState state = place.workshop.folder().state();
            assertEquals(Standing.FAULTY, state.standing());
            assertEquals("rules/preference/providers.drl", state.faults().get(0).file());
            assertEquals(
                    ShippedRules.FILES.hash(),
                    place.service.advise(QUESTION, "api").release().id());
            Workspace faulty = place.workshop.folder().content();
            assertThrows(
                    FaultsException.class,
                    () -> place.workshop.publish(faulty, place.active(), ADA, ProgressListener.NONE));
            try (Ledger ledger = Ledger.open(folder.resolve("data"))) {
                LoadedRelease opened = new StartupRelease(
                                new Releases(ledger, Clock.systemUTC(), () -> "none"), SwapTest::compiled)
                        .loaded(place.workshop.folder()::content, "Ada");
                assertEquals(ShippedRules.FILES.hash(), opened.release());
            }
        }
    }

    @Test
    void aGoodFolderWaitsUnlessItsChangesAreToBePublished() throws Exception {
        try (Place place = new Place(folder)) {
            Path file = place.rules.resolve("preference/providers.drl");
            Files.writeString(file, Files.readString(file).replace(SAYS, SAYS + " by far"));
            place.workshop.folder().examine();
            assertEquals(Standing.READY, place.workshop.folder().state().standing());
            assertEquals(
                    ShippedRules.FILES.hash(), place.service.advisor().loaded().release());

            place.workshop(true).folder().examine();

            assertEquals(
                    RuleFiles.load(place.rules).hash(),
                    place.service.advisor().loaded().release());
            assertEquals("folder", place.releases.active().orElseThrow().cameFrom());
        }
    }

    @Test
    void aFolderThatWasActiveBeforeIsNeverPublishedByItself() {
        try (Place place = new Place(folder)) {
            place.workshop.publish(saying("B"), place.active(), ADA, ProgressListener.NONE);
            Workshop eager = place.workshop(true);

            eager.folder().examine();

            assertEquals(Standing.BEHIND, eager.folder().state().standing());
            assertEquals(
                    saying("B").rules().hash(), place.service.advisor().loaded().release());

            eager.folder().update();

            assertEquals(Standing.ACTIVE, eager.folder().state().standing());
            assertEquals(saying("B"), Workspace.load(place.rules, folder.resolve("fixtures")));
        }
    }

    static LoadedRelease compiled(RuleFiles rules) {
        return CompiledRules.of(rules);
    }

    /** The project's rules, without tests, in which one sentence reads otherwise. */
    public static Workspace saying(String word) {
        TreeMap<String, String> files = new TreeMap<>(ShippedRules.FILES.files());
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

    /** A service and a workshop over a copy of the rules without tests. */
    public static final class Place implements AutoCloseable {
        public final Path rules;
        public final Ledger ledger;
        final Releases releases;
        public final AdviceService service;
        public final Workshop workshop;
        private final Path folder;
        private final Function<RuleFiles, LoadedRelease> compiler;

        public Place(Path folder) {
            this(folder, Optional.empty(), SwapTest::compiled);
        }

        Place(Path folder, Optional<LedgerUrl> url, Function<RuleFiles, LoadedRelease> compiler) {
            this.folder = folder;
            this.compiler = compiler;
            rules = folder.resolve("rules");
            ShippedRules.FILES.files().forEach((path, text) -> AtomicFile.write(folder.resolve(path), text));
            ledger = Ledger.open(folder.resolve("data"), url);
            releases = new Releases(
                    ledger, Clock.systemUTC(), () -> UUID.randomUUID().toString());
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
                    new Workshop.Settings(
                            rules, folder.resolve("fixtures"), folder.resolve("data"), publishChanges, "Ada"),
                    Clock.systemUTC());
        }

        Publication.Content active() {
            return releases.active().orElseThrow().content();
        }

        public Load publishUnderLoad(int publications, int clients) throws InterruptedException {
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
    }
}

package tunewise.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.catalog.Fault;
import tunewise.catalog.RuleFiles;
import tunewise.catalog.RulesLanguage;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.Against;
import tunewise.ledger.entry.Replay.Result;
import tunewise.ledger.search.Query;
import tunewise.service.AdviceService;
import tunewise.workshop.Releases;
import tunewise.workshop.StartupRelease;

/**
 * A store that version 0.2.0 wrote: two releases in the first version of the rules' language, ten recommendations of
 * all outcomes and ways of paying, a review and a report of a run.
 */
class EarlierStoreTest {
    private static final Path STORE = Path.of("src/test/resources/stores/0.2.0");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T10:00:00Z"), ZoneOffset.UTC);
    private static final String QUESTION =
            "{\"model\": \"meta-llama/Llama-3.1-8B\", \"tokens\": 20000000, \"asOf\": \"2026-11-30\"}";

    @TempDir
    Path folder;

    private final AtomicInteger ids = new AtomicInteger();
    private Ledger ledger;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.list(STORE)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        ledger = Ledger.open(folder);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void everyEntryHoldsAndEveryAnswerIsTheSameAgain() {
        holdsAndAnswersTheSame(ledger);
    }

    /** The history of 0.2.0, whichever database keeps it. */
    static void holdsAndAnswersTheSame(Ledger ledger) {
        assertTrue(ledger.proof().verify().ok(), ledger.proof().verify().summary());

        List<Replay> replays = new ArrayList<>();
        try (Replayer replayer = Replayer.of(ledger, "test", CompiledRules::of)) {
            replayer.replay(Query.all(), Against.OWN, replays::add);
        }

        assertEquals(10, replays.size());
        replays.forEach(replay -> assertEquals(Result.SAME, replay.result(), replay.toString()));
    }

    @Test
    void itsReleaseAnswersAgainAfterARollbackAsItDid() {
        Releases releases = releases();
        Publication old = releases.active().orElseThrow();
        releases.publish(ShippedRules.WORKSPACE, old.content(), "Ada", "Today's rules", "test");
        Recommendation today = answered(ShippedRules.loaded());
        releases.rollBack(old, "Ada", "Back to what we had", "test");
        LoadedRelease loaded =
                new StartupRelease(releases, CompiledRules::of).loaded(() -> ShippedRules.WORKSPACE, "Ada");

        Recommendation then = answered(loaded);

        assertEquals(RulesLanguage.V1, loaded.language());
        assertEquals(old.content().release(), then.release().id());
        assertEquals(Set.of("SIZ-350", "SIZ-360", "PRF-410", "PRF-420", "PRF-430"), aboutTheSetup(then));
        assertEquals(Set.of("SET-010", "SET-020", "SET-030", "SET-040", "SET-050", "SET-070"), aboutTheSetup(today));
        // Today an ARM processor has to earn the work it takes; then it was cheapest, and that was all.
        assertEquals("gh200", Objects.requireNonNull(then.setup()).gpu());
        assertEquals("h100-sxm", Objects.requireNonNull(today.setup()).gpu());
        assertTrue(ledger.proof().verify().ok());
    }

    @Test
    void itsLanguageHasNoSettings() {
        SortedMap<String, String> files = new TreeMap<>(
                releases().rules(releases().active().orElseThrow()).files());
        files.put("rules/settings/packing.drl", ShippedRules.FILES.files().get("rules/settings/packing.drl"));

        List<String> faults = LoadedRelease.faults(new RuleFiles(files)).stream()
                .map(Fault::text)
                .toList();

        assertEquals(
                List.of("rules/settings/packing.drl: a rule file belongs in a folder named after its phase.\n"
                        + "Maybe it belongs in rules/eligibility/ or one of"
                        + " gates, methods, sizing, eligibility, preference, caveats."),
                faults);
    }

    /** Tier and day of the price are told since. */
    private Releases releases() {
        return new Releases(ledger, CLOCK, () -> "publication-" + ids.incrementAndGet());
    }

    private Recommendation answered(LoadedRelease loaded) {
        return new AdviceService(new Advisor(loaded), ledger, CLOCK, () -> loaded.language() + "-answer", "test")
                .advise(QUESTION, "api");
    }

    /** The rules that fired over the chosen set-up. */
    private static Set<String> aboutTheSetup(Recommendation answer) {
        return answer.rules().stream()
                .map(Recommendation.FiredRule::rule)
                .filter(rule -> rule.matches("SET-.*|SIZ-3[56]0|PRF-[234].*"))
                .collect(Collectors.toSet());
    }
}

package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.FaultsException;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;

/** What answers once a program starts on a store in which nothing was published yet. */
class StartupReleaseTest {
    private static final Workspace WORKSPACE = ShippedRules.WITH_FEW_SCENARIOS;

    @TempDir
    Path folder;

    private Ledger ledger;
    private Releases releases;

    @BeforeEach
    void open() {
        ledger = Ledger.open(folder);
        releases = releases(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void theFolderIsPublishedOnceItsFixturesHold() {
        LoadedRelease loaded =
                new StartupRelease(releases, CompiledRules::of, rules -> false).loaded(() -> WORKSPACE, "Ada");

        assertEquals(releases.active().orElseThrow().content().release(), loaded.release());
    }

    @Test
    void aFolderThatDoesNotDoWhatItsFixturesSayIsNotPublished() {
        SortedMap<String, String> files = new TreeMap<>(WORKSPACE.files());
        files.computeIfPresent(
                "fixtures/rules/ELI-010.yaml", (path, text) -> text.replace("parametersB: 66.9", "parametersB: 67.1"));
        Workspace broken = Workspace.of(files);

        FaultsException refused = assertThrows(
                FaultsException.class,
                () -> new StartupRelease(releases, CompiledRules::of, rules -> false).loaded(() -> broken, "Ada"));

        assertTrue(String.valueOf(refused.getMessage()).contains("ELI-010"), refused.getMessage());
        assertTrue(releases.active().isEmpty());
    }

    @Test
    void ofTwoThatStartAtTheSameMomentTheFirstPublishesForBoth() {
        try (Ledger other = Ledger.open(folder)) {
            LoadedRelease second = new StartupRelease(releases, CompiledRules::of)
                    .loaded(
                            () -> {
                                new StartupRelease(releases(other), CompiledRules::of).loaded(() -> WORKSPACE, "Grace");
                                return WORKSPACE;
                            },
                            "Ada");

            assertEquals(1, releases.history(10).size());
            assertEquals("Grace", releases.active().orElseThrow().author());
            assertEquals(releases.active().orElseThrow().content().release(), second.release());
            assertTrue(ledger.proof().verify().ok());
        }
    }

    private static Releases releases(Ledger ledger) {
        return new Releases(ledger, Clock.systemUTC(), () -> UUID.randomUUID().toString());
    }
}

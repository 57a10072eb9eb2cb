package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.catalog.FaultsException;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.FewRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Publication;
import tunewise.service.ProgressListener;
import tunewise.workshop.FolderState.Standing;

/** Releases take over from each other while questions come in. */
class SwapTest {

    @TempDir
    Path folder;

    @Test
    void noQuestionIsLostAndNoAnswerMixesTwoReleasesWhilePublicationsComeIn() throws Exception {
        try (Place place = new Place(folder, FewRules.FILES)) {
            Place.Load load = place.publishUnderLoad(6, 3, Duration.ofMillis(20));

            assertEquals(List.of(), List.copyOf(load.failures()));
            assertTrue(load.releasesSeen() > 2, load.releasesSeen() + " releases answered");
            assertTrue(place.ledger.proof().verify().ok());
            assertEquals(7, place.releases.history(100).size());
        }
    }

    @Test
    void aPublicationOfAnotherProcessIsTakenOver() {
        try (Place place = new Place(folder, FewRules.FILES);
                Ledger other = Ledger.open(folder.resolve("data"))) {
            Publication published = new Releases(other, Clock.systemUTC(), () -> "theirs")
                    .publish(place.saying("B"), place.active(), "Grace", "theirs", "command-line");

            place.workshop.follow();

            Recommendation answer = place.service.advise(Place.QUESTION, "api");
            assertEquals(published.content().release(), answer.release().id());
            assertEquals(published.at(), answer.release().publishedAt());
        }
    }

    @Test
    void aFaultyFolderNeverReplacesAWorkingRelease() throws Exception {
        try (Place place = new Place(folder, FewRules.FILES)) {
            place.workshop.folder().examine();
            assertEquals(Standing.ACTIVE, place.workshop.folder().state().standing());
            Path file = place.rules.resolve("preference/providers.drl");
            Files.writeString(file, Files.readString(file).replace("reliability ==", "reliabilty =="));

            place.workshop.folder().examine();

            FolderState state = place.workshop.folder().state();
            assertEquals(Standing.FAULTY, state.standing());
            assertEquals("rules/preference/providers.drl", state.faults().get(0).file());
            assertEquals(
                    FewRules.FILES.hash(),
                    place.service.advise(Place.QUESTION, "api").release().id());
            Workspace faulty = place.workshop.folder().content();
            assertThrows(
                    FaultsException.class,
                    () -> place.workshop.publish(faulty, place.active(), Place.ADA, ProgressListener.NONE));
            try (Ledger ledger = Ledger.open(folder.resolve("data"))) {
                LoadedRelease opened = new StartupRelease(
                                new Releases(ledger, Clock.systemUTC(), () -> "none"), CompiledRules::of)
                        .loaded(place.workshop.folder()::content, "Ada");
                assertEquals(FewRules.FILES.hash(), opened.release());
            }
        }
    }

    @Test
    void aGoodFolderWaitsUnlessItsChangesAreToBePublished() throws Exception {
        try (Place place = new Place(folder, FewRules.FILES)) {
            Path file = place.rules.resolve("preference/providers.drl");
            Files.writeString(file, Files.readString(file).replace(Place.SAYS, Place.SAYS + " by far"));
            place.workshop.folder().examine();
            assertEquals(Standing.READY, place.workshop.folder().state().standing());
            assertEquals(FewRules.FILES.hash(), place.service.advisor().loaded().release());

            place.workshop(true).folder().examine();

            assertEquals(
                    RuleFiles.load(place.rules).hash(),
                    place.service.advisor().loaded().release());
            assertEquals("folder", place.releases.active().orElseThrow().cameFrom());
        }
    }

    @Test
    void aFolderThatWasActiveBeforeIsNeverPublishedByItself() {
        try (Place place = new Place(folder, FewRules.FILES)) {
            place.workshop.publish(place.saying("B"), place.active(), Place.ADA, ProgressListener.NONE);
            Workshop eager = place.workshop(true);

            eager.folder().examine();

            assertEquals(Standing.BEHIND, eager.folder().state().standing());
            assertEquals(
                    place.saying("B").rules().hash(),
                    place.service.advisor().loaded().release());

            eager.folder().update();

            assertEquals(Standing.ACTIVE, eager.folder().state().standing());
            assertEquals(place.saying("B"), Workspace.load(place.rules, folder.resolve("fixtures")));
        }
    }
}

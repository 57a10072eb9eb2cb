package tunewise.workshop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Publication;
import tunewise.workshop.FolderUpdate.Updated;

/** A folder follows what was published elsewhere, and loses nothing that only it has. */
class FolderUpdateTest {
    private static final Workspace FIRST = workspace("one", "two", "case");

    @TempDir
    Path folder;

    private Path rules;
    private Path fixtures;
    private Ledger ledger;
    private Releases releases;
    private FolderBase origins;
    private FolderUpdate update;

    @BeforeEach
    void publishTheFolder() {
        rules = folder.resolve("rules");
        fixtures = folder.resolve("fixtures");
        FIRST.files().forEach((path, text) -> AtomicFile.write(folder.resolve(path), text));
        ledger = Ledger.open(folder.resolve("data"));
        AtomicInteger ids = new AtomicInteger();
        releases = new Releases(ledger, Clock.systemUTC(), () -> "publication-" + ids.incrementAndGet());
        origins = new FolderBase(folder.resolve("data"));
        update = new FolderUpdate(releases, origins);
        publish(FIRST);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatWasPublishedElsewhereComesAndGoes() {
        TreeMap<String, String> files =
                new TreeMap<>(workspace("one", "TWO", "CASE").files());
        files.remove("rules/gates/one.drl");
        files.put("rules/gates/three.drl", "three\n");
        Workspace second = Workspace.of(files);
        publish(second);

        Updated updated = update.run(rules, fixtures);

        assertEquals(
                List.of("fixtures/rules/ELI-010.yaml", "rules/gates/three.drl", "rules/gates/two.drl"),
                updated.written());
        assertEquals(List.of("rules/gates/one.drl"), updated.removed());
        assertEquals(List.of(), updated.kept());
        assertEquals(second, Workspace.load(rules, fixtures));
        assertEquals(new Updated(List.of(), List.of(), List.of()), update.run(rules, fixtures));
    }

    @Test
    void whatOnlyTheFolderHasStays() throws IOException {
        Files.writeString(rules.resolve("gates/one.drl"), "mine\n");
        Files.writeString(rules.resolve("gates/new.drl"), "mine too\n");
        publish(workspace("one", "TWO", "case"));

        Updated updated = update.run(rules, fixtures);

        assertEquals(List.of("rules/gates/two.drl"), updated.written());
        assertEquals(List.of("rules/gates/new.drl", "rules/gates/one.drl"), updated.kept());
        assertEquals("mine\n", Files.readString(rules.resolve("gates/one.drl")));
        assertEquals("TWO\n", Files.readString(rules.resolve("gates/two.drl")));
    }

    @Test
    void aFileThatBothChangedRefusesAllOfIt() throws IOException {
        Files.writeString(rules.resolve("gates/one.drl"), "mine\n");
        publish(workspace("ONE", "TWO", "case"));
        Workspace before = Workspace.load(rules, fixtures);

        RefusedException refused = assertThrows(RefusedException.class, () -> update.run(rules, fixtures));

        assertTrue(String.valueOf(refused.getMessage()).contains("both changed rules/gates/one.drl. Nothing was"));
        assertEquals(before, Workspace.load(rules, fixtures));
    }

    @Test
    void whatWasInterruptedIsFinishedRatherThanTakenForWork() throws IOException {
        publish(workspace("ONE", "TWO", "case"));
        origins.begin(rules);
        Files.writeString(rules.resolve("gates/two.drl"), "TWO\n");

        update.resume(rules, fixtures);

        assertEquals("ONE\n", Files.readString(rules.resolve("gates/one.drl")));
        assertFalse(origins.begun(rules));
    }

    @Test
    void whoCouldReadAFileStillCan() throws IOException {
        Path file = rules.resolve("gates/two.drl");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        publish(workspace("one", "TWO", "case"));

        update.run(rules, fixtures);

        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    private void publish(Workspace piece) {
        releases.publish(piece, releases.active().map(Publication::content).orElse(null), "Ada", "a change", "page");
    }

    private static Workspace workspace(String one, String two, String fixture) {
        TreeMap<String, String> files = new TreeMap<>();
        files.put("rules/gates/one.drl", one + "\n");
        files.put("rules/gates/two.drl", two + "\n");
        files.put("fixtures/rules/ELI-010.yaml", fixture + "\n");
        return Workspace.of(files);
    }
}

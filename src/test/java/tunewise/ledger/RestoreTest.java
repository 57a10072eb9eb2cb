package tunewise.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.Keys;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.Restoration;
import tunewise.ledger.verify.Verification;

/** A backup that is put back on purpose, and what could be passed off as one. */
class RestoreTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @TempDir
    Path folder;

    private Path data;
    private Path backup;
    private Path store;

    @BeforeEach
    void fill() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        backup = folder.resolve("backup.db");
        store = data.resolve("tunewise.db");
        try (Ledger ledger = Ledger.open(data)) {
            add(ledger, "a");
            add(ledger, "b");
            ledger.backup(backup);
        }
    }

    @Test
    void whatWasLostIsReportedAndTheChainHoldsFromThenOn() {
        String outside = lose("c", "d");

        Restore.Done done = restore("first");

        String reported = "Entries 3 to 4 were lost on " + NOW + ", when Ada put a backup in place: the disk broke";
        assertEquals(reported, done.lost());
        assertTrue(done.verification().ok(), done.verification().summary());
        assertTrue(
                done.verification().summary().endsWith("\n" + reported),
                done.verification().summary());
        assertTrue(Files.exists(done.replaced().orElseThrow()));
        try (Ledger ledger = Ledger.open(data)) {
            assertEquals(Optional.empty(), ledger.proof().loss());
            assertEquals(List.of(reported), ledger.proof().lostByRestorations());
            add(ledger, "e");
            ledger.proof().checkpoint();
            assertTrue(ledger.proof().verify().ok(), ledger.proof().verify().summary());
            Verification byAnAuditor =
                    ledger.proof().verify(outside, ledger.proof().publicKey());
            assertEquals(
                    Verification.Kind.TAIL_REWRITTEN,
                    byAnAuditor.fault().orElseThrow().kind(),
                    "a checkpoint from outside is not talked away");
        }
    }

    @Test
    void whereNothingWasLostThatIsSaid() {
        Restore.Done done = restore("first");

        assertTrue(done.lost().startsWith("Nothing is known to have been lost on "), done.lost());
        assertTrue(done.verification().ok(), done.verification().summary());
    }

    @Test
    void aDamagedOrMissingStoreIsReplacedToo() throws IOException {
        byte[] bytes = Files.readAllBytes(store);
        for (int i = 0; i < bytes.length; i += 2) {
            bytes[i] = 42;
        }
        Files.write(store, bytes);
        assertTrue(restore("first").verification().ok());

        Files.delete(store);
        assertEquals(Optional.empty(), restore("second").replaced());
    }

    @Test
    void aLedgerInUseIsLeftAlone() throws IOException {
        try (Ledger ledger = Ledger.open(data)) {
            add(ledger, "c");

            String refused = refused(backup);

            assertTrue(refused.contains("the ledger is in use; nothing was changed"), refused);
            add(ledger, "d");
            assertTrue(ledger.proof().verify().ok());
        }
    }

    @Test
    void aBackupThatDoesNotHoldIsRefused() throws IOException, SQLException {
        byte[] before = Files.readAllBytes(store);
        sql(backup, "update entries set came_from = 'nobody' where seq = 2");

        String refused = refused(backup);

        assertTrue(refused.contains("does not hold; nothing was changed: entry 2 was altered."), refused);
        Path noise = Files.writeString(folder.resolve("noise"), "x".repeat(5_000));
        assertTrue(refused(noise).contains("Maybe it is no backup of a Tunewise ledger."));
        assertArrayEquals(before, Files.readAllBytes(store));
        try (var files = Files.list(data)) {
            assertFalse(files.anyMatch(file -> file.toString().contains("restoring")));
        }
    }

    /** Somebody who can write the store, and has no key, removes entries and adds one that says they were lost. */
    @Test
    void aRestorationThatNobodySignedExplainsNothing() throws SQLException {
        lose("c", "d");
        restore("first");
        String signed;
        try (Ledger ledger = Ledger.open(data)) {
            add(ledger, "e");
            signed = ledger.proof().checkpoint().orElseThrow().hash();
        }
        sql(store, "delete from entries where seq > 2", "delete from checkpoints");
        try (Ledger ledger = Ledger.open(data)) {
            assertEquals(
                    Verification.Kind.TAIL_LOST,
                    ledger.proof().verify().fault().orElseThrow().kind());
            ledger.append(new NewEntry(
                    "forged",
                    EntryKind.RESTORATION,
                    NOW,
                    "r",
                    "command-line",
                    new Restoration(
                                    NOW,
                                    2,
                                    ledger.newest(EntryKind.REVIEW, 1).get(0).hash(),
                                    9,
                                    List.of(signed),
                                    "Ada",
                                    "trust me")
                            .body(Keys.of(folder))));
            assertFalse(ledger.proof().verify().ok(), "signed by another key");
        }
    }

    @Test
    void aRestorationThatWasAlteredIsFoundAtItsPlace() throws SQLException {
        lose("c", "d");
        restore("first");
        sql(store, "update entries set body = x'00010203' where kind = 'restoration'");

        try (Ledger ledger = Ledger.open(data)) {
            Verification.Break found = ledger.proof().verify().fault().orElseThrow();

            assertEquals(Verification.Kind.ALTERED, found.kind());
            assertEquals(3, found.seq());
            assertEquals(List.of(), ledger.proof().lostByRestorations());
        }
    }

    /** A restoration explains what was signed before it, never what was signed after. */
    @Test
    void whatWasRemovedAfterARestorationIsStillFound() throws SQLException {
        lose("c", "d");
        restore("first");
        try (Ledger ledger = Ledger.open(data)) {
            add(ledger, "e");
            ledger.proof().checkpoint();
        }
        sql(store, "delete from entries where seq = 4", "delete from checkpoints");

        try (Ledger ledger = Ledger.open(data)) {
            assertTrue(ledger.proof().loss().isPresent());
            assertEquals(
                    Verification.Kind.TAIL_LOST,
                    ledger.proof().verify().fault().orElseThrow().kind());
        }
    }

    /** Adds entries that the backup lacks, and returns the checkpoint that was signed over them. */
    private String lose(String... ids) {
        try (Ledger ledger = Ledger.open(data)) {
            for (String id : ids) {
                add(ledger, id);
            }
            return ledger.proof().checkpoint().orElseThrow().json();
        }
    }

    private Restore.Done restore(String id) {
        return Restore.of(data, backup, new Restore.Note(() -> id, "Ada", "the disk broke", NOW));
    }

    private String refused(Path file) {
        return String.valueOf(assertThrows(
                        LedgerUnavailableException.class,
                        () -> Restore.of(data, file, new Restore.Note(() -> "r", "Ada", "why not", NOW)))
                .getMessage());
    }

    private static void add(Ledger ledger, String id) {
        ledger.append(new NewEntry(id, EntryKind.REVIEW, NOW, "r", "test", "{\"a\":1}"));
    }

    private static void sql(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}

package tunewise.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.verify.Verification;
import tunewise.text.UnseenText;

/** What can be done to a store without touching an entry of its chain, or while it is in use. */
class BesideTheChainTest {
    private static final RuleFiles NONE = new RuleFiles(new TreeMap<>());

    @TempDir
    Path folder;

    @Test
    void entriesOfAChainThatNobodyWritesAreFound() throws Exception {
        try (Ledger ledger = filled()) {
            raw("insert into entries (chain, seq, id, kind, created_at, release, came_from, body, body_hash,"
                    + " previous_hash, hash) select 'ghost', 1000, 'forged', kind, created_at, release, came_from, body,"
                    + " body_hash, previous_hash, hash from entries where seq = 2");
            Verification verification = ledger.proof().verify();
            assertFalse(verification.ok());
            assertTrue(
                    verification.summary().contains("entry 1000 of the unknown chain 'ghost' was inserted."),
                    verification.summary());
        }
    }

    @Test
    void aDamagedPageIsToldAsDamageAndNotAsSomebodysDeed() throws Exception {
        try (Ledger ledger = filled()) {
            for (int i = 0; i < 300; i++) {
                ledger.append(new NewEntry(
                        "more-" + i, EntryKind.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", "{\"n\": " + i + "}"));
            }
        }
        byte[] sound = Files.readAllBytes(folder.resolve("tunewise.db"));
        Random random = new Random(25);
        int pages = sound.length / 4096;
        for (int i = 0; i < 12; i++) {
            byte[] damaged = sound.clone();
            byte[] noise = new byte[4096];
            random.nextBytes(noise);
            int page = random.nextInt(1, pages);
            System.arraycopy(noise, 0, damaged, page * 4096, noise.length);
            Files.write(folder.resolve("tunewise.db"), damaged);
            String told;
            try (Ledger ledger = Ledger.open(folder)) {
                Verification verification = ledger.proof().verify();
                told = verification.summary();
                assertFalse(verification.ok(), "page " + page);
                assertEquals(
                        Verification.Kind.DAMAGED,
                        verification.fault().orElseThrow().kind(),
                        "page " + page + ": " + told);
                assertEquals(told, ledger.proof().damage().orElseThrow());
            } catch (LedgerUnavailableException e) {
                told = String.valueOf(e.getMessage());
            }
            assertTrue(told.contains("damaged"), "page " + page + ": " + told);
            assertTrue(UnseenText.in(told).isEmpty(), told);
        }
    }

    @Test
    void aStoredReleaseThatWasAlteredOrRemovedIsFound() throws Exception {
        RuleFiles rules = new RuleFiles(new TreeMap<>(java.util.Map.of("rules/a.drl", "package a\n")));
        try (Ledger ledger = filled()) {
            ledger.publications()
                    .publish(
                            new Publication(
                                    "p",
                                    Instant.EPOCH,
                                    Publications.content(rules, NONE),
                                    null,
                                    "Ada",
                                    "why",
                                    "command-line"),
                            rules,
                            NONE);
            assertTrue(ledger.proof().verify().ok(), ledger.proof().verify().summary());
            raw("update releases set content = x'00'");
            assertTrue(
                    ledger.proof().verify().summary().contains("the stored release " + rules.hash() + " was altered"));
            raw("delete from releases");
            Verification lost = ledger.proof().verify();
            assertEquals(
                    Verification.Kind.RELEASE_LOST, lost.fault().orElseThrow().kind());
            assertTrue(lost.summary().contains("All 4 entries hold"), lost.summary());
        }
    }

    @Test
    void nothingIsRecordedOnTopOfALossThatThisProcessCanSee() throws Exception {
        try (Ledger ledger = filled()) {
            raw("delete from entries where seq = 3");
            LedgerUnavailableException refused =
                    assertThrows(LedgerUnavailableException.class, () -> ledger.append(draft("4")));
            assertTrue(String.valueOf(refused.getMessage()).contains("entry 3, which was written here, is gone"));
        }
    }

    @Test
    void whatNoCheckpointVouchesForIsSaidToBeSo() {
        try (Ledger ledger = filled()) {
            assertTrue(ledger.proof().verify().summary().contains("and no signed checkpoint vouches for them"));
            ledger.proof().checkpoint();
            assertTrue(ledger.proof().verify().summary().contains("and 1 checkpoint agrees"));
        }
    }

    @Test
    void aCopyWithThePublicKeyAloneIsVerifiedAndItsKeyStays() throws Exception {
        String key;
        try (Ledger ledger = filled()) {
            key = ledger.proof().publicKey();
        }
        Files.delete(folder.resolve("ledger.key"));
        try (Ledger copy = Ledger.open(folder)) {
            assertTrue(copy.proof().verify().ok(), copy.proof().verify().summary());
            assertEquals(key, copy.proof().publicKey());
            copy.append(draft("4"));
            LedgerUnavailableException refused =
                    assertThrows(LedgerUnavailableException.class, copy.proof()::checkpoint);
            assertTrue(String.valueOf(refused.getMessage()).contains("ledger.key is missing"));
        }
        assertEquals(key, Files.readString(folder.resolve("ledger.pub")));
        assertFalse(Files.exists(folder.resolve("ledger.key")));
    }

    private Ledger filled() {
        Ledger ledger = Ledger.open(folder);
        for (int i = 1; i <= 3; i++) {
            ledger.append(draft(Integer.toString(i)));
        }
        return ledger;
    }

    private static NewEntry draft(String id) {
        return new NewEntry(
                id, EntryKind.REVIEW, Instant.EPOCH, "sha256:0", "api", "{\"recommendation\": \"" + id + "\"}");
    }

    private void raw(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tunewise.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

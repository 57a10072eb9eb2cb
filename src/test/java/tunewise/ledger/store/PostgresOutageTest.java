package tunewise.ledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.fixtures.Postgres;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.NewEntry;

/** A database that goes away, is not there, or is set up otherwise than a ledger needs. */
class PostgresOutageTest {
    @TempDir
    Path folder;

    private Postgres database;

    @BeforeEach
    void begin() {
        database = Postgres.database();
    }

    @Test
    void aDatabaseThatVanishedIsMissedAndWelcomeBack() throws Exception {
        try (Ledger ledger = open("one")) {
            ledger.append(draft("a"));
            database.lock(true);
            LedgerUnavailableException gone =
                    assertThrows(LedgerUnavailableException.class, () -> ledger.append(draft("b")));
            assertTrue(gone.getMessage().contains("Maybe"), gone.getMessage());
            assertFalse(gone.getMessage().contains("secret"), gone.getMessage());
            assertThrows(LedgerUnavailableException.class, () -> ledger.find("a"));
            assertThrows(LedgerUnavailableException.class, ledger::probe);
            database.lock(false);

            appendAtLast(ledger, "c");
            assertEquals(2, ledger.proof().verify().count());
            assertTrue(ledger.find("b").isEmpty());
        }
    }

    @Test
    void connectionsThatWereCutCostNobodyAnAnswerOnceTheDatabaseIsBack() throws Exception {
        try (Ledger ledger = open("one")) {
            ledger.append(draft("a"));
            database.lock(true);
            database.lock(false);
            ledger.append(draft("b"));
            assertEquals(2, ledger.proof().verify().count());
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsReportedWithoutItsPassword() {
        LedgerUrl nowhere = LedgerUrl.of("postgresql://ada:secret@localhost:1/nowhere");
        LedgerUnavailableException refused =
                assertThrows(LedgerUnavailableException.class, () -> Ledger.open(folder, Optional.of(nowhere))
                        .close());
        assertTrue(
                refused.getMessage().contains("postgresql://ada@localhost:1/nowhere, does not answer"),
                refused.getMessage());
        assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
    }

    @Test
    void aBackupIsLeftToPostgresql() {
        try (Ledger ledger = open("one")) {
            LedgerUnavailableException refused =
                    assertThrows(LedgerUnavailableException.class, () -> ledger.backup(folder.resolve("copy.db")));
            assertTrue(refused.getMessage().contains("pg_dump --format=custom"), refused.getMessage());
        }
    }

    @Test
    void aServerThatWouldAnswerBeforeItIsOnDiskIsTaughtBetter() throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            String name = connection.getCatalog();
            statement.execute("alter database " + name + " set synchronous_commit = off");
        }
        PostgresServer server = new PostgresServer(database.url().orElseThrow());
        try (var handle = server.open()) {
            assertEquals(
                    "on",
                    handle.createQuery("select current_setting('synchronous_commit')")
                            .mapTo(String.class)
                            .one());
        } finally {
            server.close();
        }
    }

    /** The pool may be waiting for its next try, so that the first after an outage can still fail. */
    private static void appendAtLast(Ledger ledger, String id) {
        for (int left = 5; ; left--) {
            try {
                ledger.append(draft(id));
                return;
            } catch (LedgerUnavailableException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    private Ledger open(String instance) {
        return Ledger.open(folder.resolve(instance), database.url());
    }

    private static NewEntry draft(String id) {
        return new NewEntry(id, EntryKind.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", "{\"a\": \"" + id + "\"}");
    }
}

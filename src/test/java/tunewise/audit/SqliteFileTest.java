package tunewise.audit;

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
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What befalls a file. */
class SqliteFileTest {
    @TempDir
    Path folder;

    @Test
    void aStoreThatCannotBeWrittenSaysSoAndRecovers() throws SQLException {
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.append(draft("a"));
            raw(
                    "create trigger full before insert on entries begin select raise(abort, 'database or disk is full'); end");
            LedgerUnavailableException refused =
                    assertThrows(LedgerUnavailableException.class, () -> ledger.append(draft("b")));
            assertTrue(refused.getMessage().contains("disk is full"), refused.getMessage());
            assertTrue(ledger.find("b").isEmpty());
            raw("drop trigger full");
            ledger.append(draft("b"));
            assertTrue(ledger.verify().ok());
        }
    }

    @Test
    void aStoreThatVanishedIsMissedAndWelcomeBack() throws IOException {
        Path file = folder.resolve("tunewise.db");
        Path away = folder.resolve("away.db");
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.append(draft("a"));
            Files.move(file, away);
            LedgerUnavailableException gone =
                    assertThrows(LedgerUnavailableException.class, () -> ledger.append(draft("b")));
            assertTrue(gone.getMessage().contains("is gone"), gone.getMessage());
            assertThrows(LedgerUnavailableException.class, () -> ledger.find("a"));
            assertThrows(LedgerUnavailableException.class, ledger::probe);
            assertFalse(Files.exists(file));
            Files.move(away, file);
            ledger.append(draft("c"));
            assertEquals(2, ledger.verify().count());
            assertTrue(ledger.find("b").isEmpty());
        }
    }

    @Test
    void aDamagedStoreIsRefusedInWords() throws IOException {
        Files.writeString(folder.resolve("tunewise.db"), "this is no store ".repeat(1000));
        LedgerUnavailableException refused = assertThrows(LedgerUnavailableException.class, () -> Ledger.open(folder));
        assertTrue(
                refused.getMessage().contains("Maybe it is no Tunewise store, or it is damaged"), refused.getMessage());
    }

    @Test
    void aStoreOfTheFirstSchemaOpensAndCanBeLookedThrough() throws IOException {
        Files.copy(Path.of("src/test/resources/stores/first-schema.db"), folder.resolve("tunewise.db"));
        try (Ledger ledger = Ledger.open(folder)) {
            assertEquals(4, ledger.verify().count());
            assertTrue(ledger.verify().ok());
            Listing found =
                    ledger.find(Query.read(Map.of("method", List.of("lora"), "knowledge", List.of("evidence"))));
            assertEquals(1, found.recommendations().size());
            Summary summary = found.recommendations().get(0);
            assertEquals("Llama 3.1 8B", summary.modelName());
            assertEquals("gh200", Objects.requireNonNull(summary.setup()).gpu());
            Listing before = ledger.find(Query.all());
            ledger.reindex();
            assertEquals(before, ledger.find(Query.all()));
        }
    }

    private static Draft draft(String id) {
        return new Draft(id, Ledger.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", "{\"a\": \"" + id + "\"}");
    }

    private void raw(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tunewise.db"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}

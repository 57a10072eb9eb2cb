package tunewise.ledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.fixtures.ChildProcess;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.RecommendationSummary;
import tunewise.ledger.search.Query;
import tunewise.ledger.search.ResultPage;

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
            assertTrue(ledger.proof().verify().ok());
        }
    }

    @Test
    void whatIsReportedAsAFailureWasNotKept() throws Exception {
        SqliteFile file = new SqliteFile(folder.resolve("tunewise.db"), Duration.ofMillis(2));
        AtomicBoolean done = new AtomicBoolean();
        try (Handle handle = file.open()) {
            handle.execute("create table kept (value)");
            Thread other = new Thread(() -> {
                while (!done.get()) {
                    try (Handle taker = file.open()) {
                        taker.useTransaction(transaction -> Thread.sleep(4));
                    } catch (JdbiException | InterruptedException e) {
                        // Tries again.
                    }
                }
            });
            other.start();
            List<Integer> failed = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int value = i;
                try {
                    handle.useTransaction(transaction -> transaction.execute("insert into kept values (?)", value));
                } catch (JdbiException e) {
                    failed.add(i);
                }
            }
            done.set(true);
            other.join();
            assertTrue(failed.size() < 400 && !failed.isEmpty(), failed.size() + " failed");
            List<Integer> kept = handle.createQuery("select value from kept")
                    .mapTo(Integer.class)
                    .list();
            assertEquals(400, kept.size() + failed.size());
            assertTrue(failed.stream().noneMatch(kept::contains));
        }
        file.close();
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
            assertEquals(2, ledger.proof().verify().count());
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
            assertEquals(4, ledger.proof().verify().count());
            assertTrue(ledger.proof().verify().ok());
            ResultPage found = ledger.search()
                    .find(Query.read(Map.of("method", List.of("lora"), "knowledge", List.of("evidence"))));
            assertEquals(1, found.recommendations().size());
            RecommendationSummary summary = found.recommendations().get(0);
            assertEquals("Llama 3.1 8B", summary.modelName());
            assertEquals("gh200", Objects.requireNonNull(summary.setup()).gpu());
            ResultPage before = ledger.search().find(Query.all());
            ledger.search().reindex();
            assertEquals(before, ledger.search().find(Query.all()));
        }
    }

    @Test
    void aFullDiskIsReportedAndNothingThatWasAcknowledgedIsLost() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                ChildProcess.succeeds("mount", "-t", "tmpfs", "-o", "size=3m", "tunewise", disk.toString()),
                "nobody may mount here");
        try {
            Path filler = disk.resolve("filler");
            Files.write(filler, new byte[1 << 20]);
            List<String> acknowledged = new ArrayList<>();
            try (Ledger ledger = Ledger.open(disk.resolve("data"))) {
                LedgerUnavailableException full = assertThrows(LedgerUnavailableException.class, () -> {
                    for (int i = 0; i < 10_000; i++) {
                        ledger.append(large("id-" + i));
                        acknowledged.add("id-" + i);
                    }
                });
                assertTrue(full.getMessage().contains("database or disk is full"), full.getMessage());
                assertThrows(LedgerUnavailableException.class, () -> ledger.append(large("refused")));
                assertEquals(acknowledged.size(), ledger.proof().verify().count());

                Files.delete(filler);

                ledger.append(large("again"));
                assertTrue(ledger.proof().verify().ok());
                assertEquals(acknowledged.size() + 1, ledger.count());
                for (String id : acknowledged) {
                    assertTrue(ledger.find(id).isPresent(), id);
                }
            }
        } finally {
            ChildProcess.succeeds("umount", "-l", disk.toString());
        }
    }

    /** One that does not shrink when it is packed. */
    private static NewEntry large(String id) {
        Random random = new Random(id.hashCode());
        StringBuilder text = new StringBuilder();
        random.ints(8_000, 'a', 'z').forEach(letter -> text.append((char) letter));
        return new NewEntry(
                id, EntryKind.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", "{\"a\": \"" + text + "\"}");
    }

    @Test
    void aStoreThatSomebodyHoldsIsReportedAndUsedAgainOnceItIsFree() throws SQLException {
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.append(draft("a"));
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tunewise.db"));
                    Statement statement = connection.createStatement()) {
                statement.execute("begin exclusive");
                LedgerUnavailableException held =
                        assertThrows(LedgerUnavailableException.class, () -> ledger.append(draft("b")));
                assertTrue(held.getMessage().contains("is locked"), held.getMessage());
                statement.execute("commit");
            }
            ledger.append(draft("c"));
            assertEquals(2, ledger.proof().verify().count());
        }
    }

    @Test
    void aDamagedStoreIsMissedAndItsBackupIsTakenWithoutARestart() throws IOException {
        Path file = folder.resolve("tunewise.db");
        Path copy = folder.resolve("copy.db");
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.append(draft("a"));
            assertTrue(ledger.backup(copy).ok());
            Files.write(file, "no store any more ".repeat(500).getBytes(StandardCharsets.UTF_8));
            Files.deleteIfExists(folder.resolve("tunewise.db-wal"));
            assertThrows(LedgerUnavailableException.class, () -> ledger.find("a"));

            Files.deleteIfExists(folder.resolve("tunewise.db-wal"));
            Files.deleteIfExists(folder.resolve("tunewise.db-shm"));
            Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);

            assertTrue(ledger.find("a").isPresent());
            ledger.append(draft("b"));
            assertEquals(2, ledger.proof().verify().count());
            assertTrue(ledger.proof().verify().ok());
        }
    }

    @Test
    void noByteOfTheFileCanBeAlteredSoThatAnotherRecordIsTakenForTheTrueOne() throws IOException {
        List<Entry> written = new ArrayList<>();
        try (Ledger ledger = Ledger.open(folder)) {
            for (int i = 0; i < 40; i++) {
                written.add(ledger.append(draft("id-" + i)));
            }
        }
        byte[] clean = Files.readAllBytes(folder.resolve("tunewise.db"));
        Random random = new Random(7);
        int found = 0;
        for (int i = 0; i < 60; i++) {
            byte[] altered = clean.clone();
            altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(folder.resolve("tunewise.db"), altered);
            try (Ledger ledger = Ledger.open(folder)) {
                if (ledger.proof().verify().ok()) {
                    for (Entry entry : written) {
                        assertEquals(entry, ledger.find(entry.id()).orElse(entry));
                    }
                } else {
                    found++;
                }
            } catch (LedgerUnavailableException e) {
                found++;
            }
        }
        assertTrue(found > 5, found + " were found, the others hit nothing that is read");
    }

    private static NewEntry draft(String id) {
        return new NewEntry(id, EntryKind.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", "{\"a\": \"" + id + "\"}");
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

package tunewise.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tunewise.catalog.RuleFiles;

class LedgerTest {
    private static final RuleFiles NONE = files(Map.of());

    @TempDir
    Path folder;

    @Test
    void entriesSurviveAReopening() {
        Entry kept;
        try (Ledger ledger = Ledger.open(folder)) {
            kept = ledger.append(draft("a"));
        }
        try (Ledger ledger = Ledger.open(folder)) {
            assertEquals(kept, ledger.find("a").orElseThrow());
            assertEquals("{\"a\":2,\"b\":\"a\"}", kept.body());
            assertTrue(ledger.verify().ok());
        }
    }

    @Test
    void theChainRunsFromZerosThroughEveryEntry() {
        try (Ledger ledger = Ledger.open(folder)) {
            Entry first = ledger.append(draft("a"));
            Entry second = ledger.append(draft("b"));
            assertEquals("0".repeat(64), first.previousHash());
            assertEquals(first.hash(), second.previousHash());
            assertEquals(second.hash(), ledger.verify().headHash());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    update entries set body_hash = 'x' where seq = 3                                        | 3
                    update entries set created_at = '2020-01-01T00:00:00Z' where seq = 3                    | 3
                    update entries set came_from = 'nobody' where seq = 2                                   | 2
                    update entries set body = (select body from entries where seq = 1) where seq = 4        | 4
                    update entries set body = x'00' where seq = 4                                           | 4
                    delete from entries where seq = 2                                                       | 2
                    update entries set seq = 99 where seq = 2; update entries set seq = 2 where seq = 3; update entries set seq = 3 where seq = 99 | 2
                    update entries set seq = seq + 100 where seq > 2; insert into entries select 3, 'new', kind, created_at, release, came_from, body, body_hash, previous_hash, hash from entries where seq = 1; update entries set seq = seq - 99 where seq > 100 | 3
                    """)
    void everyTamperingIsFoundAtItsPlace(String sql, long seq) throws SQLException {
        try (Ledger ledger = Ledger.open(folder)) {
            for (String id : List.of("a", "b", "c", "d", "e")) {
                ledger.append(draft(id));
            }
            assertTrue(ledger.verify().ok());
            raw(sql.split(";", -1));
            Verification verification = ledger.verify();
            assertFalse(verification.ok());
            assertEquals(seq, verification.fault().orElseThrow().seq());
        }
    }

    @Test
    void manyThreadsShareOneChain() throws Exception {
        try (Ledger ledger = Ledger.open(folder)) {
            ExecutorService pool = Executors.newFixedThreadPool(32);
            List<Callable<Entry>> calls = new ArrayList<>();
            for (int i = 0; i < 1_600; i++) {
                String id = "id" + i;
                calls.add(() -> ledger.append(draft(id)));
            }
            Set<Long> seqs = new HashSet<>();
            for (Future<Entry> done : pool.invokeAll(calls)) {
                seqs.add(done.get().seq());
            }
            pool.shutdown();
            assertEquals(1_600, seqs.size());
            assertEquals(1_600, ledger.verify().count());
            assertTrue(ledger.verify().ok());
        }
    }

    @Test
    void anIdThatIsTakenHurtsOnlyItsCaller() {
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.append(draft("a"));
            assertThrows(LedgerUnavailableException.class, () -> ledger.append(draft("a")));
            ledger.append(draft("b"));
            assertEquals(2, ledger.verify().count());
        }
    }

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
    void twoWritersShareOneChain() throws Exception {
        try (Ledger one = Ledger.open(folder);
                Ledger other = Ledger.open(folder)) {
            ExecutorService pool = Executors.newFixedThreadPool(8);
            List<Callable<Entry>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Ledger ledger = i % 2 == 0 ? one : other;
                String id = "id" + i;
                calls.add(() -> ledger.append(draft(id)));
            }
            for (Future<Entry> done : pool.invokeAll(calls)) {
                done.get();
            }
            pool.shutdown();
            assertEquals(200, one.verify().count());
            assertTrue(other.verify().ok());
        }
    }

    @Test
    void nothingIsTakenAfterClosing() {
        Ledger ledger = Ledger.open(folder);
        ledger.close();
        assertThrows(LedgerUnavailableException.class, () -> ledger.append(draft("a")));
    }

    @Test
    void releasesComeBackWholeAndAlteredOnesAreRefused() throws SQLException {
        RuleFiles files = files(Map.of("rules/gates/a.drl", "rule", "rules/b.csv", "x"));
        RuleFiles fixtures = files(Map.of("fixtures/rules/GAT-010.yaml", "applies:"));
        try (Ledger ledger = Ledger.open(folder)) {
            Publication first = publication("p", files, fixtures, null);
            ledger.publish(first, files, fixtures);
            assertEquals(first, ledger.active().orElseThrow());
            assertEquals(files, ledger.release(files.hash()).orElseThrow());
            assertEquals(fixtures, ledger.release(fixtures.hash()).orElseThrow());
            ledger.publish(publication("q", NONE, NONE, first.content()), NONE, NONE);
            raw("update releases set content = (select content from releases where hash = '" + NONE.hash()
                    + "') where hash = '" + files.hash() + "'");
            assertThrows(LedgerUnavailableException.class, () -> ledger.release(files.hash()));
        }
    }

    @Test
    void aPublicationThatBeganFromAnOlderReleaseIsRefusedAndOverwritesNothing() {
        RuleFiles other = files(Map.of("rules/b.csv", "x"));
        try (Ledger one = Ledger.open(folder);
                Ledger another = Ledger.open(folder)) {
            Publication first = publication("p", NONE, NONE, null);
            one.publish(first, NONE, NONE);
            Publication second = publication("q", other, NONE, first.content());
            another.publish(second, other, NONE);

            assertThrows(
                    StaleBaseException.class,
                    () -> one.publish(publication("r", NONE, other, first.content()), NONE, other));
            assertThrows(StaleBaseException.class, () -> one.publish(publication("s", NONE, NONE, null), NONE, NONE));
            assertEquals(List.of(second, first), one.publications(5));
            assertTrue(one.verify().ok());
        }
    }

    private static Publication publication(String id, RuleFiles rules, RuleFiles fixtures, Publication.Content base) {
        return new Publication(
                id, Instant.EPOCH, Ledger.content(rules, fixtures), base, "Ada", "first", "command-line");
    }

    private static RuleFiles files(Map<String, String> texts) {
        return new RuleFiles(new TreeMap<>(texts));
    }

    @Test
    void whatWasAcknowledgedSurvivesAKill() throws Exception {
        for (int round = 0; round < 3; round++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Appender.class.getName(),
                            folder.toString(),
                            "r" + round)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<String> acknowledged = new ArrayList<>();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
                String line;
                while ((line = out.readLine()) != null) {
                    acknowledged.add(line);
                    if (acknowledged.size() == 20 + 30 * round) {
                        child.toHandle().destroyForcibly();
                    }
                }
            }
            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
            assertTrue(acknowledged.size() >= 20);
            try (Ledger ledger = Ledger.open(folder)) {
                assertTrue(ledger.verify().ok());
                for (String id : acknowledged) {
                    assertTrue(ledger.find(id).isPresent(), id);
                }
            }
        }
    }

    @Test
    void aKillDuringPublicationsLeavesAWholeReleaseActive() throws Exception {
        for (int round = 0; round < 3; round++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Publisher.class.getName(),
                            folder.toString(),
                            "r" + round)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String last = "";
            int acknowledged = 0;
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
                String line;
                while ((line = out.readLine()) != null) {
                    last = line;
                    if (++acknowledged == 10 + 7 * round) {
                        child.toHandle().destroyForcibly();
                    }
                }
            }
            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
            try (Ledger ledger = Ledger.open(folder)) {
                assertTrue(ledger.verify().ok());
                List<Publication> newest = ledger.publications(2);
                String killed = last;
                assertTrue(newest.stream().anyMatch(each -> each.id().equals(killed)), killed + " is not in " + newest);
                for (Publication each : newest) {
                    assertEquals(
                            each.content().release(),
                            ledger.release(each.content().release())
                                    .orElseThrow()
                                    .hash());
                }
            }
        }
    }

    /** Publishes one release after the other until it is killed, naming each once it is active. */
    static final class Publisher {
        private Publisher() {}

        public static void main(String[] args) {
            try (Ledger ledger = Ledger.open(Path.of(args[0]))) {
                for (int i = 0; i < 10_000; i++) {
                    RuleFiles files = files(Map.of("rules/gates/a.drl", "x".repeat(200_000) + args[1] + i));
                    String id = args[1] + "-" + i;
                    ledger.publish(
                            publication(
                                    id,
                                    files,
                                    NONE,
                                    ledger.active().map(Publication::content).orElse(null)),
                            files,
                            NONE);
                    System.out.println(id);
                }
            }
        }
    }

    /** Appends from many threads until it is killed, naming each id once it is told that it is on disk. */
    static final class Appender {
        private Appender() {}

        public static void main(String[] args) {
            Ledger ledger = Ledger.open(Path.of(args[0]));
            for (int client = 0; client < 16; client++) {
                String prefix = args[1] + "-" + client + "-";
                new Thread(() -> {
                            for (int i = 0; i < 100_000; i++) {
                                ledger.append(draft(prefix + i));
                                System.out.println(prefix + i);
                            }
                        })
                        .start();
            }
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
    void theKeyThatSignsIsItsOwnersAlone() throws IOException {
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.append(draft("a"));
            Checkpoint signed = ledger.checkpoint().orElseThrow();
            assertEquals(signed, ledger.checkpoint().orElseThrow());
        }
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ledger.key"))));
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
        return new Draft(
                id, Ledger.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", "{\"b\": \"" + id + "\", \"a\": 2}");
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

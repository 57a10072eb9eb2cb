package tunewise.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.entry.Checkpoint;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.verify.Verification;

@ParameterizedClass
@EnumSource(StoredBackup.Kind.class)
class LedgerTest {
    private static final RuleFiles NONE = files(Map.of());

    @TempDir
    Path folder;

    @Parameter
    StoredBackup.Kind kind;

    private StoredBackup shelf;

    @BeforeEach
    void clear() {
        shelf = kind.in(folder);
    }

    @Test
    void entriesSurviveAReopening() {
        Entry kept;
        try (Ledger ledger = shelf.open()) {
            kept = ledger.append(draft("a"));
        }
        try (Ledger ledger = shelf.open()) {
            assertEquals(kept, ledger.find("a").orElseThrow());
            assertEquals("{\"a\":2,\"b\":\"a\"}", kept.body());
            assertTrue(ledger.proof().verify().ok());
        }
    }

    @Test
    void theChainRunsFromZerosThroughEveryEntry() {
        try (Ledger ledger = shelf.open()) {
            Entry first = ledger.append(draft("a"));
            Entry second = ledger.append(draft("b"));
            assertEquals("0".repeat(64), first.previousHash());
            assertEquals(first.hash(), second.previousHash());
            assertEquals(second.hash(), ledger.proof().verify().headHash());
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
                    update entries set body = cast('0' as BYTES) where seq = 4                              | 4
                    delete from entries where seq = 2                                                       | 2
                    update entries set seq = 99 where seq = 2; update entries set seq = 2 where seq = 3; update entries set seq = 3 where seq = 99 | 2
                    update entries set seq = seq + 100 where seq > 2; insert into entries (chain, seq, id, kind, created_at, release, came_from, body, body_hash, previous_hash, hash) select chain, 3, 'new', kind, created_at, release, came_from, body, body_hash, previous_hash, hash from entries where seq = 1; update entries set seq = seq - 99 where seq > 100 | 3
                    """)
    void everyTamperingIsFoundAtItsPlace(String sql, long seq) throws SQLException {
        try (Ledger ledger = shelf.open()) {
            for (String id : List.of("a", "b", "c", "d", "e")) {
                ledger.append(draft(id));
            }
            assertTrue(ledger.proof().verify().ok());
            shelf.raw(sql.replace("BYTES", kind == StoredBackup.Kind.SQLITE ? "blob" : "bytea")
                    .split(";", -1));
            Verification verification = ledger.proof().verify();
            assertFalse(verification.ok());
            assertEquals(seq, verification.fault().orElseThrow().seq());
        }
    }

    @Test
    void manyThreadsShareOneChain() throws Exception {
        try (Ledger ledger = shelf.open()) {
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
            assertEquals(1_600, ledger.proof().verify().count());
            assertTrue(ledger.proof().verify().ok());
        }
    }

    @Test
    void anIdThatIsTakenHurtsOnlyItsCaller() {
        try (Ledger ledger = shelf.open()) {
            ledger.append(draft("a"));
            assertThrows(LedgerUnavailableException.class, () -> ledger.append(draft("a")));
            ledger.append(draft("b"));
            assertEquals(2, ledger.proof().verify().count());
        }
    }

    @Test
    void twoWritersShareOneChain() throws Exception {
        try (Ledger one = shelf.open();
                Ledger other = shelf.open()) {
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
            assertEquals(200, one.proof().verify().count());
            assertTrue(other.proof().verify().ok());
        }
    }

    @Test
    void nothingIsTakenAfterClosing() {
        Ledger ledger = shelf.open();
        ledger.close();
        assertThrows(LedgerUnavailableException.class, () -> ledger.append(draft("a")));
    }

    @Test
    void releasesComeBackWholeAndAlteredOnesAreRefused() throws SQLException {
        RuleFiles files = files(Map.of("rules/gates/a.drl", "rule", "rules/b.csv", "x"));
        RuleFiles fixtures = files(Map.of("fixtures/rules/GAT-010.yaml", "applies:"));
        try (Ledger ledger = shelf.open()) {
            Publication first = publication("p", files, fixtures, null);
            ledger.publications().publish(first, files, fixtures);
            assertEquals(first, ledger.publications().active().orElseThrow());
            assertEquals(files, ledger.publications().release(files.hash()).orElseThrow());
            assertEquals(
                    fixtures, ledger.publications().release(fixtures.hash()).orElseThrow());
            ledger.publications().publish(publication("q", NONE, NONE, first.content()), NONE, NONE);
            shelf.raw("update releases set content = (select content from releases where hash = '" + NONE.hash()
                    + "') where hash = '" + files.hash() + "'");
            assertThrows(LedgerUnavailableException.class, () -> ledger.publications()
                    .release(files.hash()));
        }
    }

    @Test
    void aPublicationThatBeganFromAnOlderReleaseIsRefusedAndOverwritesNothing() {
        RuleFiles other = files(Map.of("rules/b.csv", "x"));
        try (Ledger one = shelf.open();
                Ledger another = shelf.open()) {
            Publication first = publication("p", NONE, NONE, null);
            one.publications().publish(first, NONE, NONE);
            Publication second = publication("q", other, NONE, first.content());
            another.publications().publish(second, other, NONE);

            assertThrows(StaleBaseException.class, () -> one.publications()
                    .publish(publication("r", NONE, other, first.content()), NONE, other));
            assertThrows(StaleBaseException.class, () -> one.publications()
                    .publish(publication("s", NONE, NONE, null), NONE, NONE));
            assertEquals(List.of(second, first), one.publications().newest(5));
            assertTrue(one.proof().verify().ok());
        }
    }

    private static Publication publication(String id, RuleFiles rules, RuleFiles fixtures, Publication.Content base) {
        return new Publication(
                id, Instant.EPOCH, Publications.content(rules, fixtures), base, "Ada", "first", "command-line");
    }

    private static RuleFiles files(Map<String, String> texts) {
        return new RuleFiles(new TreeMap<>(texts));
    }

    @Test
    void anOlderBackupInPlaceOfTheStoreIsReportedAtTheStartAndByVerify() throws SQLException {
        try (Ledger ledger = shelf.open()) {
            ledger.append(draft("a"));
            ledger.append(draft("b"));
        }
        shelf.raw("delete from entries where id = 'b'", "delete from checkpoints");
        try (Ledger ledger = shelf.open()) {
            String loss = ledger.proof().loss().orElseThrow();
            assertTrue(loss.contains("lacks entry 2"), loss);
            assertEquals(
                    Verification.Kind.TAIL_LOST,
                    ledger.proof().verify().fault().orElseThrow().kind());
            ledger.append(draft("c"));
            ledger.proof().checkpoint();
        }
        try (Ledger ledger = shelf.open()) {
            assertEquals(
                    Verification.Kind.TAIL_REWRITTEN,
                    ledger.proof().verify().fault().orElseThrow().kind(),
                    "going on hides nothing");
        }
    }

    @Test
    void theKeyThatSignsIsItsOwnersAlone() throws IOException {
        try (Ledger ledger = shelf.open()) {
            ledger.append(draft("a"));
            Checkpoint signed = ledger.proof().checkpoint().orElseThrow();
            assertEquals(signed, ledger.proof().checkpoint().orElseThrow());
        }
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ledger.key"))));
    }

    private static NewEntry draft(String id) {
        return new NewEntry(
                id, EntryKind.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", "{\"b\": \"" + id + "\", \"a\": 2}");
    }
}

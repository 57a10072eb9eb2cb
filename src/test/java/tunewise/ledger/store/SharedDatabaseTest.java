package tunewise.ledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.Postgres;
import tunewise.ledger.Ledger;
import tunewise.ledger.Publications;
import tunewise.ledger.StaleBaseException;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.Identity;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.VerifyExport;
import tunewise.ledger.search.Query;
import tunewise.ledger.verify.Verification;

/** Instances that share a database. */
class SharedDatabaseTest {
    private static final RuleFiles NONE = files("");

    @TempDir
    Path folder;

    private Postgres database;

    @BeforeEach
    void begin() {
        database = Postgres.database();
    }

    @Test
    void everyInstanceHasAChainOfItsOwnAndSeesTheEntriesOfAll() {
        try (Ledger one = open("one");
                Ledger other = open("other")) {
            Entry first = one.append(draft("a"));
            Entry second = other.append(draft("b"));
            Entry third = one.append(draft("c"));

            assertNotEquals(first.chain(), second.chain());
            assertEquals(List.of(1L, 1L, 2L), List.of(first.seq(), second.seq(), third.seq()));
            assertEquals(first.hash(), third.previousHash());
            assertEquals(List.of(third, second, first), one.newest(EntryKind.RECOMMENDATION, 9));
            assertEquals(second, one.find("b").orElseThrow());
            assertEquals(3, other.count());
            Verification verification = other.proof().verify();
            assertTrue(verification.ok(), verification.summary());
            assertEquals(3, verification.count());
            assertEquals(second.chain(), verification.chains().get(0).id());
            assertEquals(second.hash(), verification.headHash());
        }
    }

    @Test
    void anInstanceGoesOnWithItsChainAfterAStart() {
        Entry before;
        try (Ledger ledger = open("one")) {
            before = ledger.append(draft("a"));
        }
        try (Ledger ledger = open("one")) {
            assertEquals(before.hash(), ledger.append(draft("b")).previousHash());
        }
    }

    @Test
    void manyInstancesWriteAtOnceAndAllChainsHold() throws Exception {
        try (Ledger one = open("one");
                Ledger two = open("two");
                Ledger three = open("three")) {
            List<Ledger> ledgers = List.of(one, two, three);
            ExecutorService pool = Executors.newFixedThreadPool(12);
            List<Callable<Entry>> calls = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                Ledger ledger = ledgers.get(i % 3);
                String id = "id" + i;
                calls.add(() -> ledger.append(draft(id)));
            }
            for (Future<Entry> done : pool.invokeAll(calls)) {
                done.get();
            }
            pool.shutdown();
            Verification verification = one.proof().verify();
            assertTrue(verification.ok(), verification.summary());
            assertEquals(
                    List.of(200L, 200L, 200L),
                    verification.chains().stream()
                            .map(Verification.Chain::count)
                            .toList());
        }
    }

    @Test
    void aPublicationIsActiveForAllAndWakesThoseThatWait() throws Exception {
        try (Ledger one = open("one");
                Ledger other = open("other")) {
            CompletableFuture<String> noticed = CompletableFuture.supplyAsync(() -> {
                try {
                    while (other.publications().active().isEmpty()) {
                        other.publications().await(Duration.ofSeconds(20));
                    }
                    return other.publications().active().orElseThrow().id();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            one.publications().publish(publication("p", NONE, null), NONE, NONE);

            assertEquals("p", noticed.get(60, TimeUnit.SECONDS));
            assertEquals(NONE, other.publications().release(NONE.hash()).orElseThrow());
        }
    }

    @Test
    void ofTwoThatPublishFromTheSameReleaseAtOnceOneIsRefused() throws Exception {
        try (Ledger one = open("one");
                Ledger other = open("other")) {
            one.publications().publish(publication("first", NONE, null), NONE, NONE);
            Publication.Content base = one.publications().active().orElseThrow().content();
            for (int round = 0; round < 10; round++) {
                Publication.Content from = base;
                List<Future<Boolean>> both = new ArrayList<>();
                ExecutorService pool = Executors.newFixedThreadPool(2);
                for (Ledger ledger : List.of(one, other)) {
                    RuleFiles files = files(round + " " + (ledger == one));
                    both.add(pool.submit(() -> {
                        try {
                            ledger.publications().publish(publication(files.hash(), files, from), files, NONE);
                            return true;
                        } catch (StaleBaseException e) {
                            return false;
                        }
                    }));
                }
                assertNotEquals(both.get(0).get(), both.get(1).get());
                pool.shutdown();
                assertEquals(one.publications().active(), other.publications().active());
                base = one.publications().active().orElseThrow().content();
            }
            assertEquals(11, one.publications().newest(99).size());
        }
    }

    @Test
    void whatBefallsOneChainIsReportedOfThatChain() throws Exception {
        try (Ledger one = open("one");
                Ledger other = open("other")) {
            String chain = one.append(draft("a")).chain();
            one.append(draft("b"));
            other.append(draft("c"));
            raw("update entries set came_from = 'nobody' where id = 'b'");

            Verification.Break fault = other.proof().verify().fault().orElseThrow();

            assertEquals(chain, fault.chain());
            assertEquals(2, fault.seq());
        }
    }

    @Test
    void aChainThatNobodyListsIsStillLookedAt() throws Exception {
        try (Ledger one = open("one");
                Ledger other = open("other")) {
            one.append(draft("a"));
            other.append(draft("b"));
            raw("delete from chains where id = '" + one.find("a").orElseThrow().chain() + "'");
            raw("update entries set came_from = 'nobody' where id = 'a'");

            assertFalse(other.proof().verify().ok());
        }
    }

    @Test
    void aChainWithoutAnyEntryLeftIsMissedByItsOwnInstance() throws Exception {
        try (Ledger one = open("one")) {
            one.append(draft("a"));
            one.proof().checkpoint();
            raw("delete from entries", "delete from checkpoints", "delete from chains");

            assertEquals(
                    Verification.Kind.TAIL_LOST,
                    one.proof().verify().fault().orElseThrow().kind());
        }
    }

    @Test
    void aCheckpointFromOutsideIsHeldAgainstTheChainOfItsKey() throws Exception {
        try (Ledger one = open("one");
                Ledger other = open("other")) {
            one.append(draft("a"));
            Entry lost = one.append(draft("b"));
            other.append(draft("c"));
            String checkpoint = one.proof().checkpoint().orElseThrow().json();
            assertTrue(other.proof().verify(checkpoint, one.proof().publicKey()).ok());
            raw("delete from entries where id = 'b'", "delete from checkpoints");

            Verification.Break fault = other.proof()
                    .verify(checkpoint, one.proof().publicKey())
                    .fault()
                    .orElseThrow();

            assertEquals(Verification.Kind.TAIL_LOST, fault.kind());
            assertEquals(lost.chain(), fault.chain());
        }
    }

    @Test
    void everyChainIsExportedWholeAndProvenAlone() throws Exception {
        try (Ledger one = open("one");
                Ledger other = open("other")) {
            String chain = one.append(draft("a")).chain();
            one.append(draft("b"));
            other.append(draft("c"));
            Signed signed = new Signed(one);

            assertEquals(2, proven(other, Map.of("chain", List.of(chain)), signed));
            assertEquals(1, proven(other, Map.of(), new Signed(other)));
        }
    }

    private record Signed(String checkpoint, String key) {
        Signed(Ledger ledger) {
            this(
                    ledger.proof().checkpoint().orElseThrow().json(),
                    ledger.proof().publicKey());
        }
    }

    private long proven(Ledger ledger, Map<String, List<String>> where, Signed signed) throws IOException {
        Path export = folder.resolve("export.jsonl");
        try (Writer writer = Files.newBufferedWriter(export)) {
            ledger.search().exportJsonl(Query.read(where), writer);
        }
        VerifyExport.Chain chain = VerifyExport.verify(
                export,
                List.of(VerifyExport.Signed.read(signed.checkpoint(), signed.key())
                        .orElseThrow()));
        assertEquals("", chain.fault().map(VerifyExport.Fault::what).orElse(""));
        assertEquals(1, chain.met());
        return chain.count();
    }

    @Test
    void erasingReachesAllChainsAndIsReportedInEach() {
        try (Ledger one = open("one");
                Ledger other = open("other")) {
            one.append(draft("a"));
            other.append(draft("b"));
            List<String> ids = new ArrayList<>(List.of("e", "f"));

            long erased = one.erasure()
                    .erase(
                            () -> ids.remove(0),
                            Instant.EPOCH.plusSeconds(1),
                            new Actor(new Identity(Identity.SYSTEM, "ada", "Ada"), "command-line"),
                            Instant.EPOCH);

            assertEquals(2, erased);
            assertTrue(other.find("b").orElseThrow().erased());
            Verification verification = other.proof().verify();
            assertTrue(verification.ok(), verification.summary());
            assertEquals(2, verification.erased());
            assertEquals(4, verification.count());
        }
    }

    private Ledger open(String instance) {
        return Ledger.open(folder.resolve(instance), database.url());
    }

    private void raw(String... statements) throws Exception {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Publication publication(String id, RuleFiles rules, Publication.@Nullable Content base) {
        return new Publication(
                id, Instant.EPOCH, Publications.content(rules, NONE), base, "Ada", "why", "command-line");
    }

    private static RuleFiles files(String text) {
        return new RuleFiles(new TreeMap<>(text.isEmpty() ? Map.of() : Map.of("rules/a.csv", text)));
    }

    private static NewEntry draft(String id) {
        return new NewEntry(id, EntryKind.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", "{\"a\": \"" + id + "\"}");
    }
}

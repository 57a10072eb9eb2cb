package tunewise.ledger.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.fixtures.Postgres;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.Identity;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.RecommendationSummary;
import tunewise.ledger.search.Query;
import tunewise.ledger.verify.Verification;
import tunewise.service.AdviceService;

/** Entries on PostgreSQL that go on into further partitions, and partitions whose answers are all gone. */
class PartitionsTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Actor ADA = new Actor(new Identity(Identity.SYSTEM, "ada", "Ada"), "command-line");

    @TempDir
    Path folder;

    private final AtomicInteger ids = new AtomicInteger();
    private Postgres database;

    @BeforeEach
    void begin() {
        database = Postgres.database();
    }

    @Test
    void entriesGoOnIntoTheNextPartitionAndTheOneAfterItIsMadeAhead() throws Exception {
        try (Ledger ledger = open("one")) {
            assertEquals(List.of("entries_0", "entries_1"), partitions("entries"));
            ask(ledger, NOON);
            goOnAt(9_999_999);
            ask(ledger, NOON.plusSeconds(1));
            assertEquals(List.of("entries_0", "entries_1"), partitions("entries"));
            ask(ledger, NOON.plusSeconds(2));
            ledger.probe();
            assertEquals(List.of("entries_0", "entries_1", "entries_2"), partitions("entries"));
            assertEquals(List.of("search_0", "search_1", "search_2"), partitions("search"));
            assertEquals(List.of("fired_0", "fired_1", "fired_2"), partitions("fired"));
            goOnAt(20_000_000);
            ask(ledger, NOON.plusSeconds(3));

            assertEquals(List.of("1", "9999999", "10000000", "20000000"), places());
            assertEquals(List.of("id-4", "id-3", "id-2", "id-1"), newest(ledger));
            assertEquals(
                    List.of("id-4", "id-3"),
                    ledger.newest(EntryKind.RECOMMENDATION, 2).stream()
                            .map(Entry::id)
                            .toList());
            assertEquals(4, ledger.find("id-4").orElseThrow().seq());
            assertHolds(ledger, 4);
            ledger.search().reindex();
            assertHolds(ledger, 4);
        }
    }

    @Test
    void instancesThatReachTheEndAtOnceMakeOneNextPartition() throws Exception {
        try (Ledger one = open("one");
                Ledger other = open("other")) {
            one.append(draft("first"));
            goOnAt(9_999_980);
            ExecutorService pool = Executors.newFixedThreadPool(8);
            List<Future<Entry>> written = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String id = "id" + i;
                Ledger ledger = i % 2 == 0 ? one : other;
                written.add(pool.submit(() -> ledger.append(draft(id))));
            }
            for (Future<Entry> each : written) {
                each.get();
            }
            pool.shutdown();
            one.probe();
            other.probe();

            assertEquals(List.of("entries_0", "entries_1", "entries_2"), partitions("entries"));
            assertHolds(other, 101);
        }
    }

    @Test
    void aPartitionWhoseAnswersAreAllErasedGivesItsRoomBackAndStaysProvable() throws Exception {
        try (Ledger ledger = open("one")) {
            ask(ledger, NOON.minus(Duration.ofDays(9)));
            ask(ledger, NOON.minus(Duration.ofDays(8)));
            ledger.append(draft("other", "act"));
            goOnAt(10_000_000);
            ask(ledger, NOON.minus(Duration.ofDays(7)));
            ask(ledger, NOON);
            long before = size("entries_0");
            String checkpoint = ledger.proof().checkpoint().orElseThrow().json();

            assertEquals(3, ledger.erasure().erase(this::next, NOON.minusSeconds(1), ADA, NOON));

            assertEquals(List.of("entries_0", "entries_1", "entries_2"), partitions("entries"));
            assertEquals(List.of("search_1", "search_2"), partitions("search"));
            assertEquals(List.of("fired_1", "fired_2"), partitions("fired"));
            assertTrue(size("entries_0") < before, size("entries_0") + " of " + before);
            assertEquals("{\"a\":\"other\"}", ledger.find("other").orElseThrow().body());
            assertTrue(ledger.find("id-1").orElseThrow().erased());
            assertFalse(ledger.find("id-4").orElseThrow().erased());
            Verification verification =
                    ledger.proof().verify(checkpoint, ledger.proof().publicKey());
            assertTrue(verification.ok(), verification.summary());
            assertEquals(3, verification.erased());
            assertEquals(6, verification.count());
            ledger.search().reindex();
            assertEquals(List.of("id-4"), newest(ledger));
            assertHolds(ledger, 6);
            assertEquals(0, ledger.erasure().erase(this::next, NOON.minusSeconds(1), ADA, NOON));
            ask(ledger, NOON.plusSeconds(1));
            assertHolds(ledger, 8);
        }
    }

    @Test
    void aPartitionThatSomebodyReadsKeepsItsRoomForNow() throws Exception {
        try (Ledger ledger = open("one");
                Connection reader = database.connect()) {
            ask(ledger, NOON.minus(Duration.ofDays(9)));
            goOnAt(10_000_000);
            ask(ledger, NOON);
            reader.setAutoCommit(false);
            reader.createStatement().executeQuery("select * from entries");

            assertEquals(1, ledger.erasure().erase(this::next, NOON.minusSeconds(1), ADA, NOON));
            assertEquals(List.of("search_0", "search_1", "search_2"), partitions("search"));
            assertHolds(ledger, 3);

            reader.rollback();
            ledger.erasure().erase(this::next, NOON.minusSeconds(1), ADA, NOON);
            assertEquals(List.of("search_1", "search_2"), partitions("search"));
            assertHolds(ledger, 4);
        }
    }

    private Ledger open(String instance) {
        return Ledger.open(folder.resolve(instance), database.url());
    }

    private void ask(Ledger ledger, Instant at) {
        new AdviceService(ShippedRules.ADVISOR, ledger, Clock.fixed(at, ZoneOffset.UTC), this::next, "test")
                .advise("{\"model\": \"Llama 3.1 8B\", \"tokens\": 10000000}", "api");
    }

    private String next() {
        return "id-" + ids.incrementAndGet();
    }

    private static void assertHolds(Ledger ledger, long count) {
        Verification verification = ledger.proof().verify();
        assertTrue(verification.ok(), verification.summary());
        assertEquals(count, verification.count());
    }

    private static List<String> newest(Ledger ledger) {
        return ledger.search().find(new Query(Map.of(), Query.Sort.NEWEST, "", 9)).recommendations().stream()
                .map(RecommendationSummary::id)
                .toList();
    }

    /** As if so many entries had come before. */
    private void goOnAt(long place) throws Exception {
        query("select setval('entries_place', " + place + ", false)");
    }

    private List<String> partitions(String table) throws Exception {
        return query("select relname from pg_class join pg_inherits on inhrelid = oid where inhparent = '" + table
                + "'::regclass order by 1");
    }

    private List<String> places() throws Exception {
        return query("select place::text from entries order by entries.place");
    }

    private long size(String table) throws Exception {
        return Long.parseLong(
                query("select pg_total_relation_size('" + table + "')::text").get(0));
    }

    private List<String> query(String sql) throws Exception {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static NewEntry draft(String id) {
        return draft(id, EntryKind.RECOMMENDATION);
    }

    private static NewEntry draft(String id, String kind) {
        return new NewEntry(id, kind, NOON, "sha256:0", "api", "{\"a\": \"" + id + "\"}");
    }
}

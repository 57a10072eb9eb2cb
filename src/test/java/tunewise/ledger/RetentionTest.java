package tunewise.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.Packed;
import tunewise.service.AdviceService;

/** Bodies that go by a policy, while the chain stays. */
@ParameterizedClass
@EnumSource(StoredBackup.Kind.class)
class RetentionTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant KEPT_FROM = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir
    Path folder;

    @Parameter
    StoredBackup.Kind kind;

    private final AtomicInteger ids = new AtomicInteger();
    private StoredBackup shelf;

    @BeforeEach
    void clear() {
        shelf = kind.in(folder);
    }

    @Test
    void whatIsOlderThanThePolicyGoesAndWhatIsNotStays() {
        try (Ledger ledger = shelf.open()) {
            ask(ledger, KEPT_FROM.minusMillis(1));
            ask(ledger, KEPT_FROM);
            ask(ledger, NOON);

            assertEquals(1, policy(ledger, NOON).apply());

            assertEquals(
                    List.of(true, false, false),
                    List.of("id-1", "id-2", "id-3").stream()
                            .map(id -> ledger.find(id).orElseThrow().erased())
                            .toList());
            Entry reported = ledger.newest(EntryKind.ERASURE, 1).get(0);
            assertEquals(
                    "{\"before\":\"2026-11-21T00:00:00Z\",\"bodies\":1,\"by\":{\"issuer\":\"service\",\"name\":\"policy: bodies are kept for 3 days\",\"subject\":\"retention\"},\"name\":\"policy: bodies are kept for 3 days\"}",
                    reported.body());
            assertEquals("service", reported.cameFrom());
            assertTrue(ledger.proof().verify().ok(), ledger.proof().verify().summary());
        }
    }

    @Test
    void whereThereIsNothingToEraseNothingIsRecorded() {
        try (Ledger ledger = shelf.open()) {
            ask(ledger, NOON.minus(Duration.ofDays(9)));
            ask(ledger, NOON);

            assertEquals(1, policy(ledger, NOON).apply());
            assertEquals(0, policy(ledger, NOON.plus(Duration.ofHours(11))).apply());
            assertEquals(3, ledger.count());

            assertEquals(1, policy(ledger, NOON.plus(Duration.ofDays(4))).apply());
            assertTrue(ledger.proof().verify().ok(), ledger.proof().verify().summary());
        }
    }

    /** A piece of its packed body, which must be nowhere in the file nor in its log afterwards. */
    @Test
    void theFileHoldsNoByteOfIt() throws IOException {
        try (Ledger ledger = StoredBackup.Kind.SQLITE.in(folder).open()) {
            ask(ledger, NOON.minus(Duration.ofDays(9)));
            ask(ledger, NOON);
            String packed = HexFormat.of()
                    .formatHex(Packed.pack(ledger.find("id-1").orElseThrow().body()));
            String piece = packed.substring(packed.length() / 2, packed.length() / 2 + 120);
            assertTrue(held().contains(piece));

            policy(ledger, NOON).apply();

            assertFalse(held().contains(piece));
        }
    }

    private String held() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String file : List.of("tunewise.db", "tunewise.db-wal")) {
            all.append(HexFormat.of().formatHex(Files.readAllBytes(folder.resolve(file))));
        }
        return all.toString();
    }

    private Retention policy(Ledger ledger, Instant now) {
        return new Retention(ledger, 3, this::next, Clock.fixed(now, ZoneOffset.UTC));
    }

    private String next() {
        return "id-" + ids.incrementAndGet();
    }

    private void ask(Ledger ledger, Instant at) {
        new AdviceService(ShippedRules.ADVISOR, ledger, Clock.fixed(at, ZoneOffset.UTC), this::next, "test")
                .advise("{\"model\": \"Llama 3.1 8B\", \"tokens\": 10000000}", "api");
    }
}

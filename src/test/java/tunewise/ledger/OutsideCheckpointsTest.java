package tunewise.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.OutsideCheckpoints.Delivery;
import tunewise.ledger.OutsideCheckpoints.Place;
import tunewise.ledger.entry.VerifyExport.Signed;
import tunewise.workshop.Releases;
import tunewise.workshop.Workspace;

class OutsideCheckpointsTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private int written;

    @Test
    void whatWasWrittenIsSignedAndTakenOutOnce() {
        Kept kept = new Kept();
        try (Ledger ledger = Ledger.open(folder, Optional.empty())) {
            OutsideCheckpoints outside = new OutsideCheckpoints(ledger, kept, CLOCK);
            outside.deliver();
            assertEquals(List.of(), kept.taken, "an empty ledger has nothing to sign");
            write(ledger);
            outside.deliver();
            outside.deliver();
            assertEquals(1, kept.taken.size());
            assertEquals(
                    1,
                    Signed.read(kept.taken.get(0), ledger.proof().publicKey())
                            .orElseThrow()
                            .seq());
            assertEquals(
                    Optional.of(new Delivery("a shelf elsewhere", 1, NOON, null)),
                    ledger.proof().delivery());
        }
    }

    @Test
    void aFailureIsRememberedAndMendedByTheNextDelivery() {
        Kept kept = new Kept();
        kept.failure = "the shelf is full.";
        try (Ledger ledger = Ledger.open(folder, Optional.empty())) {
            OutsideCheckpoints outside = new OutsideCheckpoints(ledger, kept, CLOCK);
            write(ledger);
            outside.deliver();
            assertEquals(
                    "the shelf is full.",
                    ledger.proof().delivery().orElseThrow().failure());
            kept.failure = null;
            outside.deliver();
            assertNull(ledger.proof().delivery().orElseThrow().failure());
            assertEquals(1, kept.taken.size());
        }
    }

    @Test
    void theEndDeliversWhatWasWrittenSince() {
        Kept kept = new Kept();
        try (Ledger ledger = Ledger.open(folder, Optional.empty())) {
            OutsideCheckpoints outside = new OutsideCheckpoints(ledger, kept, CLOCK).every(Duration.ofHours(1));
            write(ledger);
            outside.close();
            assertTrue(kept.taken.get(kept.taken.size() - 1).contains("\"seq\":1"), kept.taken.toString());
        }
    }

    private void write(Ledger ledger) {
        TreeMap<String, String> files = new TreeMap<>();
        files.put("rules/catalog/gpus.csv", "id\n" + written++ + "\n");
        new Releases(ledger, CLOCK, () -> "00000000-0000-7000-8000-00000000000" + written)
                .publish(
                        new Workspace(new RuleFiles(files), new RuleFiles(new TreeMap<>())),
                        null,
                        "Ada",
                        "first",
                        "test");
    }

    /** A shelf that takes what it is given, or says why not. */
    private static final class Kept implements Place {
        private final List<String> taken = new ArrayList<>();
        private String failure;

        @Override
        public void take(String checkpoint) throws IOException {
            if (failure != null) {
                throw new IOException(failure);
            }
            taken.add(checkpoint);
        }

        @Override
        public String toString() {
            return "a shelf elsewhere";
        }
    }
}

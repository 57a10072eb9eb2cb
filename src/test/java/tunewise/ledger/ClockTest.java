package tunewise.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.NewEntry;

/** A clock that somebody sets back: the chain keeps its order, and the log says so. */
class ClockTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void aClockThatGoesBackIsToldAndTheChainHolds(@TempDir Path folder) {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.append(dated("first", NOON));
            ledger.append(dated("a minute earlier", NOON.minusSeconds(60)));
            assertEquals("", said.toString(StandardCharsets.UTF_8));

            ledger.append(dated("two days earlier", NOON.minusSeconds(172_800)));

            assertTrue(ledger.proof().verify().ok());
            assertEquals(3, ledger.count());
        } finally {
            System.setErr(before);
        }
        String told = said.toString(StandardCharsets.UTF_8);
        assertTrue(told.contains("the clock went back: entry 3 is dated 2026-11-28T12:00:00Z"), told);
    }

    private static NewEntry dated(String id, Instant at) {
        return new NewEntry(id, EntryKind.RECOMMENDATION, at, "sha256:0", "api", "{\"a\": 1}");
    }
}

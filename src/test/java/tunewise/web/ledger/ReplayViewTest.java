package tunewise.web.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tunewise.ledger.entry.Replay;

/** A replay says first whether the set-up is still the same, and names fields in words. */
class ReplayViewTest {
    @Test
    void onlyFiguresThatMovedLeaveTheSetUpTheSame() {
        assertEquals("Same set-up, 2 fields differ.", headline("estimate.hours.central", "alternatives[0].setup.gpu"));
        assertEquals("Same set-up, found by other rules.", headline());
        assertEquals("Same set-up, 1 field differs.", headline("caveats[3].text"));
        assertEquals("Today's release picks another set-up.", headline("setup.gpu", "estimate.hours.central"));
        assertEquals("Today's release picks another set-up.", headline("outcome"));
    }

    @Test
    void aPlaceInTheAnswerIsSaidInWords() {
        assertEquals(
                "Alternative 1, estimate, cost usd, low", ReplayView.place("alternatives[0].estimate.costUsd.low"));
        assertEquals("Feasible 12, gpu name", ReplayView.place("feasible[11].gpuName"));
        assertEquals("Estimate, hours, central", ReplayView.place("estimate.hours.central"));
    }

    private static String headline(String... fields) {
        List<Replay.FieldChange> changes = Stream.of(fields)
                .map(field -> new Replay.FieldChange(field, "1", "2"))
                .toList();
        Replay replay = new Replay(
                "answer-1",
                Replay.Result.DIFFERENT,
                "then",
                "now",
                "0.2.0",
                "0.3.0",
                null,
                changes,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new ReplayView(replay, false, "Llama 3.1 8B").headline();
    }
}

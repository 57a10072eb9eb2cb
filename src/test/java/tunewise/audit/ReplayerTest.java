package tunewise.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tunewise.advice.Advisor;
import tunewise.advice.Knowhow;
import tunewise.audit.Replay.Against;
import tunewise.audit.Replay.Result;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.House;

/** Old answers made again after prices changed several times. */
@ParameterizedClass
@EnumSource(Shelf.Kind.class)
class ReplayerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Map<Integer, Advisor> COMPILED = new HashMap<>();
    private static final String OFFERS = "rules/catalog/offers.csv";

    @TempDir
    Path folder;

    @Parameter
    Shelf.Kind kind;

    private Shelf shelf;

    @BeforeEach
    void clear() {
        shelf = kind.in(folder);
    }

    private final AtomicInteger ids = new AtomicInteger();

    @Test
    void everyAnswerIsTheSameAgainByItsOwnReleaseAfterManyPublications() {
        try (Ledger ledger = shelf.open()) {
            Advisor last = House.ADVISOR;
            // Compiling takes most of the time, and does not depend on where the ledger lies.
            int releases = kind == Shelf.Kind.SQLITE ? 6 : 3;
            for (int release = 0; release < releases; release++) {
                last = published(ledger, release);
                ask(ledger, last, "Llama 3.1 8B", "evidence");
                ask(ledger, last, "Llama 2 70B", "guide");
            }
            List<Replay> replays = replays(ledger, last, Against.OWN);

            assertEquals(2 * releases, replays.size());
            replays.forEach(replay -> assertEquals(Result.SAME, replay.result(), replay.toString()));
        }
    }

    @Test
    void aDifferenceIsExplainedByTheRowsThatChanged() {
        try (Ledger ledger = shelf.open()) {
            Advisor first = published(ledger, 0);
            ask(ledger, first, "Llama 3.1 8B", "guide");
            Advisor next = published(ledger, 1);

            Replay replay = replays(ledger, next, Against.ACTIVE).get(0);

            assertEquals(Result.DIFFERENT, replay.result());
            assertTrue(
                    replay.differences().stream()
                            .anyMatch(change -> change.field().startsWith("estimate.costUsd")),
                    replay.differences().toString());
            assertTrue(replay.catalogRows().stream()
                    .allMatch(row -> row.file().equals(OFFERS)
                            && row.columns().get(0).field().equals("usd_per_hour")));
            assertFalse(replay.catalogRows().isEmpty());
        }
    }

    @Test
    void whatTheStoreNoLongerHoldsCannotBeMadeAgain() {
        try (Ledger ledger = shelf.open()) {
            ask(ledger, House.ADVISOR, "Llama 3.1 8B", "guide");
            Advisor other = published(ledger, 1);

            Replay replay = replays(ledger, other, Against.OWN).get(0);

            assertEquals(Result.CANNOT, replay.result());
            assertTrue(String.valueOf(replay.why()).contains("does not hold release"), replay.why());
        }
    }

    private List<Replay> replays(Ledger ledger, Advisor active, Against against) {
        List<Replay> replays = new ArrayList<>();
        try (Replayer replayer = new Replayer(ledger, desk(ledger, active)::ask, "test")) {
            replayer.replay(Query.all(), against, replays::add);
        }
        return replays;
    }

    /** A release in which every price per hour is a few cents higher. */
    private Advisor published(Ledger ledger, int cents) {
        SortedMap<String, String> files = new TreeMap<>(House.FILES.files());
        StringBuilder offers = new StringBuilder();
        for (String line : files.getOrDefault(OFFERS, "").split("\n", -1)) {
            String[] cells = line.split(",", -1);
            if (cents > 0 && cells.length > 6 && cells[6].matches("[0-9.]+")) {
                cells[6] = Double.toString(Math.round(100 * Double.parseDouble(cells[6]) + cents) / 100.0);
            }
            offers.append(String.join(",", cells)).append('\n');
        }
        files.put(OFFERS, offers.toString().replaceFirst("\n$", ""));
        RuleFiles release = new RuleFiles(files);
        RuleFiles fixtures = new RuleFiles(new TreeMap<>());
        Publication.Content base = ledger.active().map(Publication::content).orElse(null);
        ledger.publish(
                new Publication(
                        "publication-" + cents,
                        NOW,
                        Ledger.content(release, fixtures),
                        base,
                        "Ada",
                        "prices",
                        "command-line"),
                release,
                fixtures);
        return COMPILED.computeIfAbsent(cents, key -> new Advisor(Knowhow.of(release, NOW)));
    }

    private void ask(Ledger ledger, Advisor advisor, String model, String lens) {
        desk(ledger, advisor)
                .advise(
                        "{\"model\": \"" + model + "\", \"tokens\": 20000000, \"knowledge\": \"" + lens
                                + "\", \"asOf\": \"2026-11-01\"}",
                        "api");
    }

    private Desk desk(Ledger ledger, Advisor advisor) {
        return new Desk(advisor, ledger, Clock.fixed(NOW, ZoneOffset.UTC), () -> "id-" + ids.incrementAndGet(), "test");
    }
}

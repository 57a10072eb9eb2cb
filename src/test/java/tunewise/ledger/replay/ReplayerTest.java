package tunewise.ledger.replay;

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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tunewise.advice.Advisor;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.Repriced;
import tunewise.ledger.StoredBackup;
import tunewise.ledger.entry.Drift;
import tunewise.ledger.entry.RecommendationSummary;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.Against;
import tunewise.ledger.entry.Replay.Result;
import tunewise.ledger.search.Query;
import tunewise.ledger.search.ResultPage;
import tunewise.service.AdviceService;

/** Old answers made again after prices changed several times. */
@ParameterizedClass
@EnumSource(StoredBackup.Kind.class)
class ReplayerTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Map<Integer, Advisor> COMPILED = new HashMap<>();

    @TempDir
    Path folder;

    @Parameter
    StoredBackup.Kind kind;

    private StoredBackup shelf;

    @BeforeEach
    void clear() {
        shelf = kind.in(folder);
    }

    private final AtomicInteger ids = new AtomicInteger();

    @Test
    void everyAnswerIsTheSameAgainByItsOwnReleaseAfterManyPublications() {
        try (Ledger ledger = shelf.open()) {
            Advisor last = ShippedRules.ADVISOR;
            // Compiling takes most of the time, and does not depend on where the ledger lies.
            int releases = kind == StoredBackup.Kind.SQLITE ? 6 : 3;
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
                    .allMatch(row -> row.file().equals(Repriced.OFFERS)
                            && row.columns().get(0).field().equals("usd_per_hour")));
            assertFalse(replay.catalogRows().isEmpty());
        }
    }

    @Test
    void driftIsKeptByReleaseAndForgottenOnceAnotherIsActive() {
        try (Ledger ledger = shelf.open()) {
            Advisor first = published(ledger, 0);
            ask(ledger, first, "Llama 3.1 8B", "guide");
            Advisor next = published(ledger, 1);
            ask(ledger, next, "Llama 3.1 8B", "guide");
            String old = first.loaded().release();
            String active = next.loaded().release();

            drift(ledger, next);

            assertEquals(
                    new Drift(active, Map.of(old, Map.of(Result.DIFFERENT, 1L), active, Map.of(Result.SAME, 1L))),
                    ledger.drift().summary());
            ResultPage drifted = ledger.search().find(Query.read(Map.of("drift", List.of("different"))));
            assertEquals(
                    List.of("id-1"),
                    drifted.recommendations().stream()
                            .map(RecommendationSummary::id)
                            .toList());

            drift(ledger, first);

            assertEquals(old, ledger.drift().summary().against());
            assertEquals(
                    Map.of(Result.SAME, 1L),
                    ledger.drift().summary().byRelease().get(old));
            assertTrue(ledger.proof().verify().ok());
        }
    }

    private void drift(Ledger ledger, Advisor active) {
        try (Replayer replayer = new Replayer(ledger, service(ledger, active)::ask, "test", CompiledRules::of)) {
            new DriftJob(ledger, replayer).run(done -> {});
        }
    }

    @Test
    void whatTheStoreNoLongerHoldsCannotBeMadeAgain() {
        try (Ledger ledger = shelf.open()) {
            ask(ledger, ShippedRules.ADVISOR, "Llama 3.1 8B", "guide");
            Advisor other = published(ledger, 1);

            Replay replay = replays(ledger, other, Against.OWN).get(0);

            assertEquals(Result.CANNOT, replay.result());
            assertTrue(String.valueOf(replay.why()).contains("does not hold release"), replay.why());
        }
    }

    private List<Replay> replays(Ledger ledger, Advisor active, Against against) {
        List<Replay> replays = new ArrayList<>();
        try (Replayer replayer = new Replayer(ledger, service(ledger, active)::ask, "test", CompiledRules::of)) {
            replayer.replay(Query.all(), against, replays::add);
        }
        return replays;
    }

    private static Advisor published(Ledger ledger, int cents) {
        RuleFiles release = Repriced.publish(ledger, cents, NOW);
        return COMPILED.computeIfAbsent(cents, key -> new Advisor(CompiledRules.of(release, NOW)));
    }

    private void ask(Ledger ledger, Advisor advisor, String model, String lens) {
        service(ledger, advisor)
                .advise(
                        "{\"model\": \"" + model + "\", \"tokens\": 20000000, \"knowledge\": \"" + lens
                                + "\", \"asOf\": \"2026-11-01\"}",
                        "api");
    }

    private AdviceService service(Ledger ledger, Advisor advisor) {
        return new AdviceService(
                advisor, ledger, Clock.fixed(NOW, ZoneOffset.UTC), () -> "id-" + ids.incrementAndGet(), "test");
    }
}

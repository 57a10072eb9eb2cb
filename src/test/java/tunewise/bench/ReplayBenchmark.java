package tunewise.bench;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.catalog.Model;
import tunewise.catalog.RuleFiles;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.Repriced;
import tunewise.ledger.entry.Replay.Against;
import tunewise.ledger.entry.Replay.Result;
import tunewise.ledger.replay.Replayer;
import tunewise.ledger.search.Query;
import tunewise.question.Knowledge;
import tunewise.service.AdviceService;

/** Publishes ten releases, asks each of them a hundred questions, and makes all thousand answers again. */
public final class ReplayBenchmark {
    private static final int RELEASES = 10;
    private static final int EACH = 100;

    private ReplayBenchmark() {}

    public static void main(String[] args) throws Exception {
        List<Model> models = ShippedRules.loaded().catalog().models();
        try (Ledger ledger = Ledger.open(Files.createTempDirectory("tunewise-replay"))) {
            int asked = 0;
            for (int release = 0; release < RELEASES; release++) {
                Instant at = Clock.systemUTC().instant();
                RuleFiles files = Repriced.publish(ledger, release, at);
                LoadedRelease loaded = LoadedRelease.of(files, at);
                AdviceService service = new AdviceService(
                        new Advisor(loaded),
                        ledger,
                        Clock.systemUTC(),
                        () -> UUID.randomUUID().toString(),
                        "benchmark");
                for (int i = 0; i < EACH; i++, asked++) {
                    Knowledge lens = asked % 2 == 0 ? Knowledge.GUIDE : Knowledge.EVIDENCE;
                    service.advise(
                            "{\"model\": \"" + models.get(asked % models.size()).id() + "\", \"tokens\": "
                                    + (1 + asked % 50) + "000000, \"knowledge\": \"" + lens.id() + "\"}",
                            "api");
                }
                loaded.rulebook().close();
            }
            for (Against against : Against.values()) {
                Map<Result, Integer> results = new EnumMap<>(Result.class);
                long begin = System.nanoTime();
                try (Replayer replayer = Replayer.of(ledger, "benchmark", files -> LoadedRelease.of(files, null))) {
                    replayer.replay(Query.all(), against, replay -> {
                        results.merge(replay.result(), 1, Integer::sum);
                        if (against == Against.OWN && replay.result() != Result.SAME) {
                            System.out.println(replay);
                        }
                    });
                }
                System.out.printf(
                        Locale.ROOT,
                        "%d answers of %d releases against %s: %s in %.0f s%n",
                        asked,
                        RELEASES,
                        against.id(),
                        results,
                        (System.nanoTime() - begin) / 1e9);
            }
        }
    }
}

package tunewise.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import tunewise.advice.Advisor;
import tunewise.advice.LoadedRelease;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.replay.RecordedQuestions;
import tunewise.service.AdviceService;
import tunewise.service.ProgressListener;
import tunewise.workshop.Folder;
import tunewise.workshop.Impact;
import tunewise.workshop.ImpactReport;

/** How long it takes to see what a moved threshold changes in 10,000 recorded questions, each asked only once. */
public final class ImpactBenchmark {
    private static final int QUESTIONS = 10_000;
    private static final List<String> MODELS = List.of("Llama 2 7B", "Llama 3.1 8B", "Llama 2 13B", "Llama 2 70B");
    private static final List<String> PRIORITIES = List.of("cost", "balanced", "speed", "quality");

    private ImpactBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path data = Files.createTempDirectory("tunewise-impact");
        LoadedRelease draft = LoadedRelease.of(
                Folder.with("rules/catalog/thresholds.csv", "lora-7b,lora,7b,16,24,", "lora-7b,lora,7b,18,24,")
                        .rules(),
                null);
        try (Ledger ledger = Ledger.open(data)) {
            AdviceService service = new AdviceService(
                    ShippedRules.ADVISOR,
                    ledger,
                    Clock.systemUTC(),
                    () -> UUID.randomUUID().toString(),
                    "benchmark");
            for (int i = 0; i < QUESTIONS; i++) {
                service.advise(
                        "{\"model\": \"" + MODELS.get(i % 4) + "\", \"tokens\": " + (10_000_000 + i)
                                + ", \"priority\": \"" + PRIORITIES.get(i / 4 % 4) + "\", \"knowledge\": \""
                                + (i % 2 == 0 ? "guide" : "evidence") + "\"}",
                        "api");
            }
            long begin = System.nanoTime();
            ImpactReport report = new Impact(ShippedRules.ADVISOR, new Advisor(draft))
                    .recorded(new RecordedQuestions(ledger).newest(QUESTIONS, null, null))
                    .run(ProgressListener.NONE);
            System.out.printf(
                    Locale.ROOT,
                    "%,d recorded questions in %.1f s, %,d answers differ%n",
                    report.asked(),
                    (System.nanoTime() - begin) / 1e9,
                    report.different());
        }
    }
}

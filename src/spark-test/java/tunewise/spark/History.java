package tunewise.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import tunewise.advice.Advisor;
import tunewise.advice.Estimate;
import tunewise.advice.LoadedRelease;
import tunewise.advice.Recommendation;
import tunewise.catalog.RuleFiles;
import tunewise.cli.terminal.Version;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.RandomQuestions;
import tunewise.fixtures.ShippedRules;
import tunewise.ledger.Ledger;
import tunewise.ledger.Publications;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.RunReport;
import tunewise.ledger.search.Query;
import tunewise.ledger.store.LedgerUrl;
import tunewise.service.AdviceService;
import tunewise.service.AnswerBatch;
import tunewise.workshop.Bundle;
import tunewise.workshop.FewOffers;
import tunewise.workshop.Workspace;

/**
 * A ledger with random questions answered by two releases, some of them reported on, and all that the jobs read: its
 * export, the bundles of its releases, and the key.
 */
final class History implements AutoCloseable {
    private static final String THRESHOLDS = "rules/catalog/thresholds.csv";

    final Path folder;
    final Ledger ledger;
    final Path export;
    final Path bundles;
    final Path key;
    final Path questions;
    final List<Publication> published = new ArrayList<>();
    final List<RuleFiles> releases = List.of(few(0), few(1), few(2));

    private final AtomicLong ids = new AtomicLong();

    private History(Path folder, Optional<LedgerUrl> url) throws IOException {
        this.folder = folder;
        ledger = Ledger.open(folder.resolve("data"), url);
        export = folder.resolve("export.jsonl");
        bundles = Files.createDirectories(folder.resolve("releases"));
        key = Files.writeString(folder.resolve("ledger.pub"), ledger.proof().publicKey());
        questions = folder.resolve("questions.jsonl");
    }

    /** The last of three releases is a draft that nobody was answered by. */
    static History of(Path folder, int count) throws IOException {
        return of(folder, Optional.empty(), count);
    }

    /** Likewise in a database. */
    static History of(Path folder, Optional<LedgerUrl> url, int count) throws IOException {
        History history = new History(folder, url);
        List<String> asked = RandomQuestions.of(27, count);
        Files.write(history.questions, asked);
        history.ask(0, asked.subList(0, count / 2));
        history.ask(1, asked.subList(count / 2, count));
        history.bundle(2, history.publication(2, Instant.parse("2026-11-30T00:00:00Z")));
        history.write();
        return history;
    }

    /** Offers of two GPUs, so that a comparison around thresholds is quick; a later release asks more memory. */
    private static RuleFiles few(int number) {
        SortedMap<String, String> files =
                new TreeMap<>(FewOffers.in(ShippedRules.FILES).files());
        files.computeIfPresent(
                THRESHOLDS,
                (path, text) -> text.replace("lora-7b,lora,7b,16,24,", "lora-7b,lora,7b," + (16 + number) + ",24,"));
        return new RuleFiles(files);
    }

    private Publication publication(int number, Instant at) {
        return new Publication(
                "publication-" + number,
                at,
                Publications.content(releases.get(number), fixtures()),
                published.isEmpty() ? null : published.get(published.size() - 1).content(),
                "Ada",
                "memory",
                "command-line");
    }

    private static RuleFiles fixtures() {
        return ShippedRules.WITH_FEW_SCENARIOS.fixtures();
    }

    private void bundle(int number, Publication publication) throws IOException {
        Workspace content = new Workspace(releases.get(number), fixtures());
        Files.writeString(bundle(number), Bundle.of(publication, content, ledger.proof()));
    }

    Path bundle(int number) {
        return bundles.resolve(number + ".bundle");
    }

    private void ask(int number, List<String> asked) throws IOException {
        Instant at = Instant.parse("2026-10-30T00:00:00Z").plus(Duration.ofDays(20L * number));
        Publication publication = publication(number, at);
        ledger.publications().publish(publication, releases.get(number), fixtures());
        published.add(publication);
        bundle(number, publication);
        LoadedRelease loaded = CompiledRules.of(releases.get(number)).published(at);
        AdviceService service = new AdviceService(
                new Advisor(loaded),
                ledger,
                Clock.fixed(at, ZoneOffset.UTC),
                () -> "answer-" + ids.incrementAndGet(),
                Version.current());
        List<Recommendation> answers = new ArrayList<>();
        try (AnswerBatch batch = new AnswerBatch(result -> {
            if (result.recommendation() != null) {
                answers.add(result.recommendation());
            }
        })) {
            for (int i = 0; i < asked.size(); i++) {
                String question = asked.get(i);
                batch.ask(i + 1L, () -> service.advise(question, "api"));
            }
            batch.finish();
        }
        for (int i = 0; i < answers.size(); i += 5) {
            report(service, answers.get(i), i);
        }
    }

    private static void report(AdviceService service, Recommendation answer, int number) {
        Estimate estimate = answer.estimate();
        if (estimate != null) {
            RunReport.Filled filled = RunReport.read(Map.of(
                    "name", "Ada",
                    "hours", Double.toString(estimate.hours().central() * (0.8 + number % 7 / 10.0)),
                    "peakGib", Double.toString(estimate.memory().totalGib() * 1.02)));
            service.report(answer.id(), filled, new Actor(null, "api"));
        }
    }

    private void write() {
        try (Writer writer = Files.newBufferedWriter(export)) {
            ledger.search().exportJsonl(Query.all(), writer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        ledger.close();
    }
}

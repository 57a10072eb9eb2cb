package tunewise.audit;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tunewise.advice.AnswerJson;
import tunewise.audit.Publication.Content;
import tunewise.catalog.RuleFiles;

/**
 * What was answered, by which rules, in the order it happened: append-only, durable before anyone is told, each entry
 * chained to the one before. Several processes may share a store, as a server and a command line do: each commit reads
 * the head of the chain under the store's write lock.
 */
public final class Ledger implements AutoCloseable {
    public static final String RECOMMENDATION = "recommendation";
    public static final String PUBLICATION = "publication";
    public static final String REVIEW = "review";
    public static final String REPORT = "report";
    public static final String ERASURE = "erasure";
    private static final String FILE = "tunewise.db";
    private static final int CHECKPOINT_EVERY = 1_000;

    private final Store store;
    private final Keys keys;
    private final Scribe scribe;
    private volatile boolean appended;

    private Ledger(Store store, Keys keys) {
        this.store = store;
        this.keys = keys;
        this.scribe = new Scribe(store);
    }

    /** Opens the store of a data folder, making it if need be. */
    public static Ledger open(Path folder) {
        try {
            Files.createDirectories(folder);
            return new Ledger(new Store(folder.resolve(FILE)), Keys.of(folder));
        } catch (IOException e) {
            throw new LedgerUnavailableException(
                    "the data folder " + folder + " cannot be written. Maybe --data names the wrong one.", e);
        } catch (LedgerUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new LedgerUnavailableException(
                    "the store in " + folder + " cannot be opened. Maybe it is no Tunewise store, or it is damaged.",
                    e);
        }
    }

    /** Whether a data folder holds a ledger already. */
    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /**
     * Returns once the entry is on disk.
     *
     * @throws LedgerUnavailableException when it could not be written; then nothing of it is
     */
    public Entry append(Draft draft) {
        return recorded(scribe.append(draft));
    }

    private Entry recorded(Entry entry) {
        appended = true;
        if (entry.seq() % CHECKPOINT_EVERY == 0) {
            checkpoint();
        }
        return entry;
    }

    /** Shows that entries could be written, by writing something else. */
    public void probe() {
        scribe.probe();
    }

    /** Signs the head of the chain; empty when there is no entry yet. */
    public Optional<Checkpoint> checkpoint() {
        return reading(() -> store.read(handle -> {
            Optional<Entry> last = Store.last(handle);
            Optional<Checkpoint> newest = Store.newestCheckpoint(handle);
            if (last.isEmpty()
                    || newest.filter(each -> each.hash().equals(last.get().hash()))
                            .isPresent()) {
                return newest;
            }
            Checkpoint made = Checkpoint.sign(
                    last.get().seq(), last.get().hash(), Instant.now().truncatedTo(ChronoUnit.SECONDS), keys);
            Store.keep(handle, made);
            return Optional.of(made);
        }));
    }

    public Optional<Checkpoint> newestCheckpoint() {
        return reading(() -> store.read(Store::newestCheckpoint));
    }

    /** The key that checkpoints can be checked with, in PEM. */
    public String publicKey() {
        return keys.publicPem();
    }

    /** Recommendations that meet every criterion, page by page. */
    public Listing find(Query query) {
        return reading(() -> store.read(handle -> SearchIndex.find(handle, query)));
    }

    /** Goes through all recommendations that meet the criteria, oldest first, a page at a time. */
    void each(Query query, Consumer<Summary> each) {
        Query page = new Query(query.where(), Query.Sort.OLDEST, "", Query.MOST);
        Optional<String> next = Optional.empty();
        do {
            Listing listing = find(page);
            listing.recommendations().forEach(each);
            next = Optional.ofNullable(listing.next());
            page = next.map(page::after).orElse(page);
        } while (next.isPresent());
    }

    /**
     * Writes the whole ledger, or the recommendations that meet criteria, as JSON Lines with the hashes of the chain.
     * Only the whole can be held against a checkpoint.
     */
    public void exportJsonl(Query query, Writer out) {
        if (query.where().isEmpty()) {
            reading(() -> store.read(handle -> {
                Store.each(handle, entry -> Export.line(entry, out));
                return handle;
            }));
        } else {
            each(query, summary -> find(summary.id()).ifPresent(entry -> Export.line(entry, out)));
        }
    }

    /** Writes recommendations that meet the criteria as CSV, a row each. */
    public void exportCsv(Query query, Writer out) {
        try (CsvWriter csv = Export.csv(out)) {
            each(query, summary -> find(summary.id()).ifPresent(entry -> Export.row(summary, entry, csv)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts recommendations of a period; both ends are days or instants, empty for none. */
    public Dashboard dashboard(Query query) {
        Map<Criterion, String> where = query.where();
        return reading(() -> store.read(handle -> {
            Map<String, Long> outcomes = SearchIndex.counts(handle, where, "outcome");
            Map<LocalDate, Long> days = new TreeMap<>();
            SearchIndex.days(handle, where).forEach((day, n) -> days.put(LocalDate.ofEpochDay(Long.parseLong(day)), n));
            return new Dashboard(
                    outcomes.values().stream().mapToLong(Long::longValue).sum(),
                    days,
                    outcomes,
                    SearchIndex.counts(handle, where, "gpu"),
                    SearchIndex.counts(handle, where, "provider"),
                    SearchIndex.counts(handle, where, "method"),
                    SearchIndex.counts(handle, where, "guide"),
                    SearchIndex.rules(handle, where));
        }));
    }

    /** The values that a criterion has in the index, most frequent first. */
    public List<String> values(Criterion criterion) {
        String column = criterion.column().orElseThrow();
        return reading(() -> store.read(handle -> SearchIndex.counts(handle, Map.of(), column))).keySet().stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Reviews of a recommendation, oldest first. */
    public List<Review> reviews(String recommendation) {
        return reading(() -> store.read(handle -> SearchIndex.reviewsOf(handle, recommendation)).stream()
                .flatMap(id -> store.find(id).stream())
                .map(Review::of)
                .toList());
    }

    /** What came of runs, newest first. */
    public List<RunReport> reports(int limit) {
        return newest(REPORT, limit).stream().map(RunReport::of).toList();
    }

    /** Records what came of a recommendation when somebody ran it. */
    public RunReport report(String id, Entry recommendation, RunReport.Filled filled, Instant at, String cameFrom) {
        RunReport.Body body = new RunReport.Body(recommendation.id(), filled.ran(), filled.note(), filled.name());
        return RunReport.of(append(new Draft(
                id, REPORT, at, recommendation.release(), cameFrom, AnswerJson.MAPPER.writeValueAsString(body))));
    }

    /** Records what somebody makes of a recommendation. */
    public Review review(String id, Entry recommendation, Review.Filled filled, Instant at, String cameFrom) {
        Review.Body body = new Review.Body(recommendation.id(), filled.verdict(), filled.comment(), filled.name());
        return Review.of(append(new Draft(
                id, REVIEW, at, recommendation.release(), cameFrom, AnswerJson.MAPPER.writeValueAsString(body))));
    }

    /**
     * Erases the bodies of recommendations from before a moment, after recording that it is done. The chain keeps their
     * hashes and stays provable.
     *
     * @return how many were erased
     */
    public long erase(String id, Instant before, String name, Instant at) {
        long count = reading(() ->
                        store.read(handle -> Store.erasable(handle, before).size()))
                .longValue();
        String body = JsonMapper.shared()
                .writeValueAsString(Map.of("before", before.toString(), "name", name, "bodies", count));
        String release =
                active().map(publication -> publication.content().release()).orElse("none");
        append(new Draft(id, ERASURE, at, release, "command-line", body));
        reading(() -> store.read(handle -> {
            Store.erase(handle, before);
            return handle;
        }));
        return count;
    }

    /** Copies the store into a new file while it is in use, and verifies the copy. */
    public Verification backup(Path file) {
        if (Files.exists(file)) {
            throw new LedgerUnavailableException(
                    file + " exists already, and a backup overwrites nothing. Maybe name it by the day.");
        }
        return reading(() -> {
            store.copy(file);
            return Verifier.verify(new Store(file), "", publicKey());
        });
    }

    /** Makes anew what recommendations are looked for by, from what the chain holds. */
    public void reindex() {
        reading(() -> store.read(handle -> {
            SearchIndex.rebuild(handle);
            return handle;
        }));
    }

    public Optional<Entry> find(String id) {
        return reading(() -> store.find(id));
    }

    /** The newest entries of a kind, newest first. */
    public List<Entry> newest(String kind, int limit) {
        return reading(() -> store.newest(kind, limit));
    }

    /**
     * Hands over entries of a kind one at a time, newest first.
     *
     * @param from first day, in UTC; null for no bound
     * @param before the day after the last; null for no bound
     */
    public void visitNewest(
            String kind, int limit, @Nullable LocalDate from, @Nullable LocalDate before, Consumer<Entry> visitor) {
        reading(() -> {
            store.visitNewest(kind, limit, from, before, visitor);
            return kind;
        });
    }

    public long count() {
        return reading(store::count);
    }

    /** Recomputes the whole chain and holds it against the checkpoints in the store. */
    public Verification verify() {
        return verify("", publicKey());
    }

    /** Holds the chain against a checkpoint from outside too, signed with a key in PEM. */
    public Verification verify(String checkpoint, String publicKey) {
        return Verifier.verify(store, checkpoint.strip(), publicKey);
    }

    /**
     * Makes a release the active one: keeps it whole under its content hash, and then records its publication. Whatever
     * interrupts this, either the old or the new release is active.
     *
     * @param publication of these rules and fixtures
     * @throws StaleBaseException when its base is not what is active; nothing is published then
     */
    public void publish(Publication publication, RuleFiles rules, RuleFiles fixtures) {
        Content content = publication.content();
        reading(() -> {
            store.keepRelease(content.release(), ReleaseText.of(rules));
            if (content.fixtures() != null) {
                store.keepRelease(content.fixtures(), ReleaseText.of(fixtures));
            }
            return content;
        });
        recorded(scribe.append(
                new Draft(
                        publication.id(),
                        PUBLICATION,
                        publication.at(),
                        content.release(),
                        publication.cameFrom(),
                        PublicationBody.of(publication)),
                newest -> Objects.equals(
                        publication.base(),
                        newest.map(entry -> PublicationBody.read(entry).content())
                                .orElse(null))));
    }

    /** By which hashes the store keeps some rules and what tests them. */
    public static Content content(RuleFiles rules, RuleFiles fixtures) {
        return new Content(rules.hash(), fixtures.files().isEmpty() ? null : fixtures.hash());
    }

    /** What was published last, which is what answers. */
    public Optional<Publication> active() {
        return publications(1).stream().findFirst();
    }

    /** What was published, newest first. */
    public List<Publication> publications(int limit) {
        return newest(PUBLICATION, limit).stream().map(PublicationBody::read).toList();
    }

    /** The files of a release, or of its fixtures, checked against their hash. */
    public Optional<RuleFiles> release(String hash) {
        return reading(() -> store.release(hash)).map(ReleaseText::read).map(files -> {
            if (!files.hash().equals(hash)) {
                throw new LedgerUnavailableException("the stored release " + hash + " was altered: its content is "
                        + files.hash() + ". Maybe a backup still has it.");
            }
            return files;
        });
    }

    @Override
    public void close() {
        scribe.close();
        if (appended) {
            try {
                checkpoint();
            } catch (LedgerUnavailableException e) {
                // The entries are safe all the same; the next checkpoint covers them.
            }
        }
    }

    private static <T> T reading(Supplier<T> read) {
        try {
            return read.get();
        } catch (LedgerUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new LedgerUnavailableException(
                    "the ledger could not be read. Maybe another program holds the store, or its disk is gone.", e);
        }
    }
}

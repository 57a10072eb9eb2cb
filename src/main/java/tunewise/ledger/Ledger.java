package tunewise.ledger;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tunewise.advice.AnswerJson;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.entry.ChainHead;
import tunewise.ledger.entry.Checkpoint;
import tunewise.ledger.entry.DataFiles;
import tunewise.ledger.entry.Drift;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.Instance;
import tunewise.ledger.entry.Keys;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.PreparedEntry;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Publication.Content;
import tunewise.ledger.entry.PublicationBody;
import tunewise.ledger.entry.RecommendationSummary;
import tunewise.ledger.entry.ReleaseText;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Restoration;
import tunewise.ledger.entry.Review;
import tunewise.ledger.entry.RunReport;
import tunewise.ledger.entry.VerifyExport.Signed;
import tunewise.ledger.search.Criterion;
import tunewise.ledger.search.DailyCounts;
import tunewise.ledger.search.Dashboard;
import tunewise.ledger.search.Query;
import tunewise.ledger.search.ResultPage;
import tunewise.ledger.search.SearchIndex;
import tunewise.ledger.store.Database;
import tunewise.ledger.store.LedgerUrl;
import tunewise.ledger.store.PostgresServer;
import tunewise.ledger.store.SqliteFile;
import tunewise.ledger.store.Store;
import tunewise.ledger.verify.Verification;
import tunewise.ledger.verify.Verifier;

/**
 * What was answered, by which rules, in the order it happened: append-only, durable before anyone is told, each entry
 * chained to the one before. It lies in a file of the data folder, or in a database that several instances share, each
 * with a chain of its own and all with the same releases. Several processes may share a data folder, as a server and a
 * command line do: each commit reads the head of the chain under a lock.
 */
public final class Ledger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final int CHECKPOINT_EVERY = 1_000;

    private final Store store;
    private final Keys keys;
    private final KeptCheckpoints kept;
    private final LedgerWriter writer;
    private volatile boolean appended;

    Ledger(Store store, Keys keys, KeptCheckpoints kept) {
        this.store = store;
        this.keys = keys;
        this.kept = kept;
        this.writer = new LedgerWriter(store);
        loss().ifPresent(LOG::warn);
    }

    /** Opens the store of a data folder, making it if need be. */
    public static Ledger open(Path folder) {
        return open(folder, Optional.empty());
    }

    /**
     * Opens a ledger, making it if need be.
     *
     * @param folder with its keys, and its store where no database is given
     */
    public static Ledger open(Path folder, Optional<LedgerUrl> url) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LedgerUnavailableException(
                    "the data folder " + folder + " cannot be written. Maybe --data names the wrong one.", e);
        }
        if (!Files.isWritable(folder)) {
            throw new LedgerUnavailableException("the data folder " + folder
                    + " is write-protected. Maybe copy it, and name the copy by --data; ledger.pub is enough of its keys"
                    + " to verify it.");
        }
        return new Ledger(store(folder, url), Keys.of(folder), new KeptCheckpoints(folder));
    }

    /** The tables of a data folder or of a database. */
    public static Store store(Path folder, Optional<LedgerUrl> url) {
        String publicKey = Keys.of(folder).publicPem();
        String chain = url.isPresent() ? Instance.of(folder) : ChainHead.ONLY;
        Database database =
                url.<Database>map(PostgresServer::new).orElseGet(() -> new SqliteFile(folder.resolve(DataFiles.STORE)));
        try {
            return new Store(database, chain, publicKey, SearchIndex::catchUp);
        } catch (LedgerUnavailableException e) {
            database.close();
            throw e;
        } catch (RuntimeException e) {
            database.close();
            throw new LedgerUnavailableException(
                    "the store in " + url.map(LedgerUrl::toString).orElse(folder.toString())
                            + " cannot be opened. Maybe it is no Tunewise store, or it is damaged.",
                    e);
        }
    }

    /** Whether a data folder holds a ledger already. */
    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve(DataFiles.STORE));
    }

    /**
     * Returns once the entry is on disk.
     *
     * @throws LedgerUnavailableException when it is not known to be; then nobody must be answered
     */
    public Entry append(NewEntry draft) {
        return recorded(writer.append(draft));
    }

    private Entry recorded(Entry entry) {
        appended = true;
        if (entry.seq() % CHECKPOINT_EVERY == 0) {
            checkpointIfPossible();
        }
        return entry;
    }

    /** The entries are safe all the same; the next checkpoint covers them. */
    private void checkpointIfPossible() {
        try {
            checkpoint();
        } catch (LedgerUnavailableException e) {
            LOG.warn("no checkpoint could be signed for now", e);
        }
    }

    /** Keeps the store in use from now on, as a service does that has not written yet: nobody restores it meanwhile. */
    public void hold() {
        writer.hold();
    }

    /** Shows that entries could be written, by writing something else. */
    public void probe() {
        writer.probe();
    }

    /** Signs the head of the chain; empty when there is no entry yet. */
    public Optional<Checkpoint> checkpoint() {
        return reading(() -> store.write(handle -> {
            Optional<Entry> last = Store.last(handle, store.chain());
            Optional<Checkpoint> newest = Store.newestCheckpoint(handle, store.chain());
            if (last.isEmpty()
                    || newest.filter(each -> each.hash().equals(last.get().hash()))
                            .isPresent()) {
                return newest;
            }
            Checkpoint made = Checkpoint.sign(
                    last.get().seq(), last.get().hash(), Instant.now().truncatedTo(ChronoUnit.SECONDS), keys);
            Store.keep(handle, store.chain(), made);
            kept.add(made);
            return Optional.of(made);
        }));
    }

    public Optional<Checkpoint> newestCheckpoint() {
        return reading(() -> store.read(handle -> Store.newestCheckpoint(handle, store.chain())));
    }

    /** What tells that the store holds less than was once signed here; empty when all is well as far as that shows. */
    public Optional<String> loss() {
        List<String> all = kept.all();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        return Signed.read(all.get(all.size() - 1), publicKey())
                .filter(signed -> !reading(
                        () -> store.read(handle -> Store.holds(handle, store.chain(), signed.seq(), signed.hash()))))
                .filter(signed -> restorations().stream().noneMatch(each -> each.explains(signed)))
                .map(signed -> "the store lacks entry " + signed.seq() + ", which was signed on " + signed.madeAt()
                        + ". Maybe an older backup was put in place; 'ledger verify' says more.");
    }

    /** What was lost when backups were put in place of the store, in words. */
    public List<String> lostByRestorations() {
        return restorations().stream().map(Restoration::summary).toList();
    }

    private List<Restoration> restorations() {
        return reading(() -> store.read(handle -> Verifier.restorations(handle, store.chain(), publicKey())));
    }

    /** The chains of all instances that share this ledger, its own first. */
    public List<ChainHead> chains() {
        return reading(() -> store.read(handle -> store.chains(handle).keySet().stream()
                .map(id -> Store.last(handle, id)
                        .map(last -> new ChainHead(id, id.equals(store.chain()), last.seq(), last.hash()))
                        .orElseGet(() -> new ChainHead(id, id.equals(store.chain()), 0, EntryHash.FIRST_PREVIOUS)))
                .toList()));
    }

    /** The key that checkpoints can be checked with, in PEM. */
    public String publicKey() {
        return keys.publicPem();
    }

    /** Recommendations that meet every criterion, page by page. */
    public ResultPage find(Query query) {
        return reading(() -> store.read(handle -> SearchIndex.find(handle, query)));
    }

    /** Goes through all recommendations that meet the criteria, oldest first, a page at a time. */
    public void each(Query query, Consumer<RecommendationSummary> each) {
        Query page = new Query(query.where(), Query.Sort.OLDEST, "", Query.MOST);
        Optional<String> next = Optional.empty();
        do {
            ResultPage listing = find(page);
            listing.recommendations().forEach(each);
            next = Optional.ofNullable(listing.next());
            page = next.map(page::after).orElse(page);
        } while (next.isPresent());
    }

    /** Visits the recommendations that meet criteria with their entries, oldest first, whatever the query's order. */
    public void eachEntry(Query query, BiConsumer<RecommendationSummary, Entry> each) {
        each(query, summary -> find(summary.id()).ifPresent(entry -> each.accept(summary, entry)));
    }

    /**
     * Writes a whole chain, or the recommendations that meet criteria, as JSON Lines with the hashes of the chain. Only a
     * whole chain can be held against a checkpoint: this instance's, or the one that is the only criterion.
     */
    public void exportJsonl(Query query, Writer out) {
        if (Set.of(Criterion.CHAIN).containsAll(query.where().keySet())) {
            String chain = query.where().getOrDefault(Criterion.CHAIN, store.chain());
            reading(() -> store.read(handle -> {
                Store.each(handle, chain, entry -> Export.line(entry, out));
                return handle;
            }));
        } else {
            eachEntry(query, (summary, entry) -> Export.line(entry, out));
        }
    }

    /** Writes recommendations that meet the criteria as CSV, a row each. */
    public void exportCsv(Query query, Writer out) {
        try (CsvWriter csv = Export.csv(out)) {
            eachEntry(query, (summary, entry) -> Export.row(summary, entry, csv));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts recommendations of a period; both ends are days or instants, empty for none. */
    public Dashboard dashboard(Query query) {
        Map<Criterion, String> where = query.where();
        return reading(() -> store.read(handle -> {
            boolean counted = DailyCounts.canCount(where);
            Function<String, Map<String, Long>> counts = facet ->
                    counted ? DailyCounts.counts(handle, where, facet) : SearchIndex.counts(handle, where, facet);
            Map<String, Long> outcomes = counts.apply("outcome");
            return new Dashboard(
                    outcomes.values().stream().mapToLong(Long::longValue).sum(),
                    counted ? DailyCounts.days(handle, where) : SearchIndex.days(handle, where),
                    outcomes,
                    counts.apply("gpu"),
                    counts.apply("provider"),
                    counts.apply("method"),
                    counts.apply("guide"),
                    counted ? counts.apply("rule") : SearchIndex.rules(handle, where));
        }));
    }

    /** The values that model, gpu, provider, method, outcome, release or chain have, most frequent first. */
    public List<String> values(Criterion criterion) {
        String column = criterion.column().orElseThrow();
        return reading(() -> store.read(handle -> DailyCounts.counts(handle, Map.of(), column))).keySet().stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Keeps what came of making a recommendation again. It is no entry: anybody can make it anew. */
    public void keepDrift(Replay replay) {
        reading(() -> store.write(handle -> SearchIndex.keepDrift(handle, replay)));
    }

    /** Forgets what came of it by any release but one. */
    public void forgetDriftExcept(String against) {
        reading(() -> store.write(handle -> SearchIndex.forgetDriftExcept(handle, against)));
    }

    /** How far recommendations have drifted, as far as that was looked at. */
    public Drift drift() {
        return reading(() -> store.read(SearchIndex::drift));
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
        return newest(EntryKind.REPORT, limit).stream().map(RunReport::of).toList();
    }

    /** Records what came of a recommendation when somebody ran it. */
    public RunReport report(String id, Entry recommendation, RunReport.Filled filled, Instant at, String cameFrom) {
        RunReport.Body body = new RunReport.Body(recommendation.id(), filled.ran(), filled.note(), filled.name());
        return RunReport.of(append(new NewEntry(
                id,
                EntryKind.REPORT,
                at,
                recommendation.release(),
                cameFrom,
                AnswerJson.MAPPER.writeValueAsString(body))));
    }

    /** Records what somebody makes of a recommendation. */
    public Review review(String id, Entry recommendation, Review.Filled filled, Instant at, String cameFrom) {
        Review.Body body = new Review.Body(recommendation.id(), filled.verdict(), filled.comment(), filled.name());
        return Review.of(append(new NewEntry(
                id,
                EntryKind.REVIEW,
                at,
                recommendation.release(),
                cameFrom,
                AnswerJson.MAPPER.writeValueAsString(body))));
    }

    /**
     * Erases the bodies of recommendations from before a moment, in every chain that has some, and records that in the
     * same breath. The chains keep their hashes and stay provable.
     *
     * @return how many were erased
     */
    public long erase(Supplier<String> ids, Instant before, String name, Instant at) {
        long count = erase(new Erasing(ids, before, name, at, "command-line"), true);
        reading(() -> {
            store.database().compact();
            return count;
        });
        return count;
    }

    /**
     * Erases as a policy does, day after day while others work: nothing is recorded where there is nothing to erase.
     *
     * @return how many were erased
     */
    long retain(Supplier<String> ids, Instant before, String policy, Instant at) {
        if (!reading(() -> store.read(handle -> SearchIndex.reachesBefore(handle, before.toEpochMilli())))) {
            return 0;
        }
        long count = erase(new Erasing(ids, before, policy, at, "service"), false);
        reading(() -> {
            store.database().scrub();
            return count;
        });
        return count;
    }

    private record Erasing(Supplier<String> ids, Instant before, String name, Instant at, String cameFrom) {}

    private long erase(Erasing erasing, boolean toldAnyway) {
        String release =
                active().map(publication -> publication.content().release()).orElse("none");
        long count = reading(() -> store.write(transaction -> {
            long erased = 0;
            for (String chain : store.chains(transaction).keySet()) {
                store.lock(transaction, chain);
                List<Long> seqs = Store.erasable(transaction, chain, erasing.before);
                if (!seqs.isEmpty() || (toldAnyway && chain.equals(store.chain()))) {
                    tell(transaction, chain, release, erasing, seqs.size());
                    Store.erase(transaction, chain, seqs);
                }
                erased += seqs.size();
            }
            SearchIndex.forget(transaction, erasing.before.toEpochMilli());
            return erased;
        }));
        appended = true;
        return count;
    }

    private static void tell(Handle transaction, String chain, String release, Erasing erasing, int bodies) {
        Map<String, Object> body = Map.of("before", erasing.before.toString(), "name", erasing.name, "bodies", bodies);
        PreparedEntry told = PreparedEntry.of(new NewEntry(
                erasing.ids.get(),
                EntryKind.ERASURE,
                erasing.at,
                release,
                erasing.cameFrom,
                JsonMapper.shared().writeValueAsString(body)));
        Store.append(transaction, chain, told);
    }

    /**
     * Copies the store into a new file while it is in use, and verifies the copy.
     *
     * @throws LedgerUnavailableException when the file is there already, or the store is one that other tools copy
     */
    public Verification backup(Path file) {
        if (Files.exists(file)) {
            throw new LedgerUnavailableException(
                    file + " exists already, and a backup overwrites nothing. Maybe name it by the day.");
        }
        return reading(() -> {
            store.database().copy(file);
            try (Store copy = new Store(new SqliteFile(file), store.chain(), publicKey(), SearchIndex::catchUp)) {
                return Verifier.verify(copy, kept.all(), "", publicKey());
            }
        });
    }

    /** Makes anew what recommendations are looked for by, from what the chain holds. */
    public void reindex() {
        reading(() -> store.write(transaction -> {
            SearchIndex.rebuild(transaction);
            return transaction;
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

    /** Entries of all chains. */
    public long count() {
        return chains().stream().mapToLong(ChainHead::entries).sum();
    }

    /** Waits until some instance publishes, as far as that can be noticed, but not longer than this. */
    public void awaitPublication(Duration longest) throws InterruptedException {
        store.database().awaitPublication(longest);
    }

    /** Recomputes all chains and holds them against the checkpoints in the store, and its own against those beside it. */
    public Verification verify() {
        return verify("", publicKey());
    }

    /** Holds the chain that a key in PEM belongs to against a checkpoint from outside too. */
    public Verification verify(String checkpoint, String publicKey) {
        return reading(() -> Verifier.verify(store, kept.all(), checkpoint.strip(), publicKey));
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
        recorded(writer.append(
                new NewEntry(
                        publication.id(),
                        EntryKind.PUBLICATION,
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
        return newest(EntryKind.PUBLICATION, limit).stream()
                .map(PublicationBody::read)
                .toList();
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
        writer.close();
        if (appended) {
            checkpointIfPossible();
        }
        store.close();
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

package tunewise.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    public static final String ERASURE = "erasure";
    private static final String FILE = "tunewise.db";
    private static final int CHECKPOINT_EVERY = 1_000;

    private final Store store;
    private final Keys keys;
    private final Writer writer;
    private volatile boolean appended;

    private Ledger(Store store, Keys keys) {
        this.store = store;
        this.keys = keys;
        this.writer = new Writer(store);
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
        Entry entry = writer.append(draft);
        appended = true;
        if (entry.seq() % CHECKPOINT_EVERY == 0) {
            checkpoint();
        }
        return entry;
    }

    /** Shows that entries could be written, by writing something else. */
    public void probe() {
        writer.probe();
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
        writer.append(
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
                                .orElse(null)));
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
        writer.close();
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

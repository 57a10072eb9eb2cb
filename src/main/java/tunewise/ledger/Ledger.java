package tunewise.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.ledger.entry.Act;
import tunewise.ledger.entry.ChainHead;
import tunewise.ledger.entry.DataFiles;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.Instance;
import tunewise.ledger.entry.Keys;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.PreparedEntry;
import tunewise.ledger.search.SearchIndex;
import tunewise.ledger.store.Database;
import tunewise.ledger.store.EntryTable;
import tunewise.ledger.store.LedgerUrl;
import tunewise.ledger.store.PostgresServer;
import tunewise.ledger.store.SqliteFile;
import tunewise.ledger.store.Store;
import tunewise.ledger.verify.Verification;

/**
 * What was answered, by which rules, in the order it happened: append-only, durable before anyone is told, each entry
 * chained to the one before. It lies in a file of the data folder, or in a database that several instances share, each
 * with a chain of its own and all with the same releases. Several processes may share a data folder, as a server and a
 * command line do: each commit reads the head of the chain under a lock.
 */
public final class Ledger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final StoreAccess access;
    private final LedgerWriter writer;
    private final Proof proof;
    private final Publications publications;
    private final LedgerSearch search;
    private final DriftLog drift;
    private final Feedback feedback;
    private final Erasure erasure;
    private final Documents documents;

    private Ledger(Store store, Keys keys, KeptCheckpoints kept) {
        access = new StoreAccess(store);
        writer = new LedgerWriter(store);
        proof = new Proof(access, keys, kept);
        publications = new Publications(access, writer, proof);
        search = new LedgerSearch(access);
        drift = new DriftLog(access);
        feedback = new Feedback(this, access);
        erasure = new Erasure(access, publications, proof);
        documents = new Documents(access);
        proof.loss().ifPresent(LOG::warn);
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
        return append(PreparedEntry.of(draft));
    }

    /** Likewise, of what has been written already. */
    public Entry append(PreparedEntry prepared) {
        return proof.appended(writer.append(prepared));
    }

    public Optional<Entry> find(String id) {
        return access.read(handle -> EntryTable.find(handle, id));
    }

    /** The newest entries of a kind, newest first. */
    public List<Entry> newest(String kind, int limit) {
        return access.read(handle -> EntryTable.newest(handle, kind, limit));
    }

    /**
     * Hands over entries of a kind one at a time, newest first.
     *
     * @param from first day, in UTC; null for no bound
     * @param before the day after the last; null for no bound
     */
    public void visitNewest(
            String kind, int limit, @Nullable LocalDate from, @Nullable LocalDate before, Consumer<Entry> visitor) {
        access.read(handle -> {
            EntryTable.visitNewest(handle, kind, limit, from, before, visitor);
            return handle;
        });
    }

    /** Entries of all chains. */
    public long count() {
        return proof.chains().stream().mapToLong(ChainHead::entries).sum();
    }

    /** Finds, counts and exports recommendations. */
    public LedgerSearch search() {
        return search;
    }

    /** Checkpoints, and whether everything is still as it was signed. */
    public Proof proof() {
        return proof;
    }

    /** The releases of the rules. */
    public Publications publications() {
        return publications;
    }

    /** Reviews, and reports of runs. */
    public Feedback feedback() {
        return feedback;
    }

    /** What came of making recommendations again. */
    public DriftLog drift() {
        return drift;
    }

    /** Takes old bodies away. */
    public Erasure erasure() {
        return erasure;
    }

    /** What is kept beside the entries and changes. */
    public Documents documents() {
        return documents;
    }

    /** Records what somebody did. */
    public void record(Act act) {
        String release = publications
                .active()
                .map(publication -> publication.content().release())
                .orElse("none");
        append(new NewEntry(act.id(), EntryKind.ACT, act.at(), release, act.cameFrom(), act.body()));
    }

    /** What people did, newest first. */
    public List<Act> acts(int limit) {
        return newest(EntryKind.ACT, limit).stream().map(Act::of).toList();
    }

    /** Keeps the store in use from now on, as a service does that has not written yet: nobody restores it meanwhile. */
    public void hold() {
        writer.hold();
    }

    /** Whether entries that are appended still find somebody to write them; where not, only a new start helps. */
    public boolean alive() {
        return writer.alive();
    }

    /** Shows that entries could be written, by writing something else. */
    public void probe() {
        writer.probe();
    }

    /**
     * Copies the store into a new file while it is in use, and verifies the copy.
     *
     * @throws LedgerUnavailableException when the file is there already, or the store is one that other tools copy
     */
    public Verification backup(Path file) {
        return proof.backup(file);
    }

    @Override
    public void close() {
        writer.close();
        proof.close();
        access.store().close();
    }
}

package tunewise.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.ledger.OutsideCheckpoints.Delivery;
import tunewise.ledger.entry.ChainHead;
import tunewise.ledger.entry.Checkpoint;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.Keys;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.Restoration;
import tunewise.ledger.entry.VerifyExport.Signed;
import tunewise.ledger.search.SearchIndex;
import tunewise.ledger.store.CheckpointTable;
import tunewise.ledger.store.EntryTable;
import tunewise.ledger.store.SqliteFile;
import tunewise.ledger.store.Store;
import tunewise.ledger.verify.Verification;
import tunewise.ledger.verify.Verifier;

/** Shows that nothing in the chains was altered or lost: signs checkpoints, and recomputes every hash. */
public final class Proof {
    private static final Logger LOG = LoggerFactory.getLogger(Proof.class);
    private static final int CHECKPOINT_EVERY = 1_000;

    private final StoreAccess access;
    private final Keys keys;
    private final KeptCheckpoints kept;
    private volatile boolean unsigned;
    private volatile @Nullable Delivery delivery;

    Proof(StoreAccess access, Keys keys, KeptCheckpoints kept) {
        this.access = access;
        this.keys = keys;
        this.kept = kept;
    }

    /** Takes note of an entry that was written, and signs the head of the chain now and then. */
    Entry appended(Entry entry) {
        unsigned = true;
        if (entry.seq() % CHECKPOINT_EVERY == 0) {
            checkpointIfPossible();
        }
        return entry;
    }

    /** Takes note that entries were written by others. */
    void changed() {
        unsigned = true;
    }

    /** Signs the head of the chain if anything was written here. */
    void close() {
        if (unsigned) {
            checkpointIfPossible();
        }
    }

    /** The entries are safe all the same; the next checkpoint covers them. */
    private void checkpointIfPossible() {
        try {
            checkpoint();
        } catch (LedgerUnavailableException e) {
            LOG.warn("no checkpoint could be signed for now", e);
        }
    }

    /** Signs the head of the chain; empty when there is no entry yet. */
    public Optional<Checkpoint> checkpoint() {
        return access.write(handle -> {
            Optional<Entry> last = EntryTable.last(handle, access.chain());
            Optional<Checkpoint> newest = CheckpointTable.newest(handle, access.chain());
            if (last.isEmpty()
                    || newest.filter(each -> each.hash().equals(last.get().hash()))
                            .isPresent()) {
                return newest;
            }
            Checkpoint made = Checkpoint.sign(
                    last.get().seq(), last.get().hash(), Instant.now().truncatedTo(ChronoUnit.SECONDS), keys);
            CheckpointTable.keep(handle, access.chain(), made);
            kept.add(made);
            return Optional.of(made);
        });
    }

    /** What was signed last of this instance's chain; empty when nothing was yet. */
    public Optional<Checkpoint> newestCheckpoint() {
        return access.read(handle -> CheckpointTable.newest(handle, access.chain()));
    }

    /** How checkpoints last reached a place outside; empty when none is named. */
    public Optional<Delivery> delivery() {
        return Optional.ofNullable(delivery);
    }

    void delivered(Delivery made) {
        delivery = made;
    }

    /** What tells that the store holds less than was once signed here; empty when all is well as far as that shows. */
    public Optional<String> loss() {
        List<String> all = kept.all();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        return Signed.read(all.get(all.size() - 1), publicKey())
                .filter(signed ->
                        !access.read(handle -> EntryTable.holds(handle, access.chain(), signed.seq(), signed.hash())))
                .filter(signed -> restorations().stream().noneMatch(each -> each.explains(signed)))
                .map(signed -> "the store lacks entry " + signed.seq() + ", which was signed on " + signed.madeAt()
                        + ". Maybe an older backup was put in place; 'ledger verify' says more.");
    }

    /** What was lost when backups were put in place of the store, in words. */
    public List<String> lostByRestorations() {
        return restorations().stream().map(Restoration::summary).toList();
    }

    private List<Restoration> restorations() {
        return access.read(handle -> Verifier.restorations(handle, access.chain(), publicKey()));
    }

    /** The chains of all instances that share this ledger, its own first. */
    public List<ChainHead> chains() {
        return access.read(handle -> access.store().chains(handle).keySet().stream()
                .map(id -> EntryTable.last(handle, id)
                        .map(last -> new ChainHead(id, id.equals(access.chain()), last.seq(), last.hash()))
                        .orElseGet(() -> new ChainHead(id, id.equals(access.chain()), 0, EntryHash.FIRST_PREVIOUS)))
                .toList());
    }

    /** The key that checkpoints can be checked with, in PEM. */
    public String publicKey() {
        return keys.publicPem();
    }

    /** Signs a text with the key of the ledger. */
    public String sign(String text) {
        return keys.sign(text);
    }

    /** Recomputes all chains and holds them against the checkpoints in the store, and its own against those beside it. */
    public Verification verify() {
        return verify("", publicKey());
    }

    /** What the store itself finds damaged, in words; a look at all of its pages, which takes its time. */
    public Optional<String> damage() {
        return Verifier.damage(access.store()).map(Verification.Break::what);
    }

    /** Holds the chain that a key in PEM belongs to against a checkpoint from outside too. */
    public Verification verify(String checkpoint, String publicKey) {
        return verify(checkpoint, publicKey, entries -> {});
    }

    /** The same, and passes on how many entries it has read. An exception of the listener stops it. */
    public Verification verify(String checkpoint, String publicKey, LongConsumer steps) {
        return access.call(() -> Verifier.verify(access.store(), kept.all(), checkpoint.strip(), publicKey, steps));
    }

    /**
     * Copies the store into a new file while it is in use, and verifies the copy.
     *
     * @throws LedgerUnavailableException when the file is there already, or the store is one that other tools copy
     */
    Verification backup(Path file) {
        if (Files.exists(file)) {
            throw new LedgerUnavailableException(
                    file + " exists already, and a backup overwrites nothing. Maybe name it by the day.");
        }
        return access.call(() -> {
            access.store().database().copy(file);
            try (Store copy = new Store(new SqliteFile(file), access.chain(), publicKey(), SearchIndex::catchUp)) {
                return Verifier.verify(copy, kept.all(), "", publicKey());
            }
        });
    }
}

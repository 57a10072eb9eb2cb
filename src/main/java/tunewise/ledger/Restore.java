package tunewise.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import tunewise.ledger.entry.ChainHead;
import tunewise.ledger.entry.DataFiles;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.Keys;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.PreparedEntry;
import tunewise.ledger.entry.Restoration;
import tunewise.ledger.entry.VerifyExport.Signed;
import tunewise.ledger.search.SearchIndex;
import tunewise.ledger.store.EntryTable;
import tunewise.ledger.store.SqliteFile;
import tunewise.ledger.store.Store;
import tunewise.ledger.verify.Verification;
import tunewise.ledger.verify.Verifier;

/**
 * Puts a backup in place of the store of a data folder. The backup is verified first, the store that was there is kept
 * beside it, and an entry tells what was lost; until the very last step nothing has changed.
 */
public final class Restore {
    private static final String COMING = "tunewise.db.restoring";

    private final Path folder;
    private final Path store;
    private final Keys keys;
    private final KeptCheckpoints kept;

    private Restore(Path folder) {
        this.folder = folder;
        this.store = folder.resolve(DataFiles.STORE);
        this.keys = Keys.of(folder);
        this.kept = new KeptCheckpoints(folder);
    }

    /** Who restores, why and when. */
    public record Note(Supplier<String> ids, String name, String comment, Instant at) {}

    /**
     * What came of it.
     *
     * @param replaced the store that was there before; empty when there was none
     * @param lost what was lost, in words
     * @param verification of the ledger as it is now
     */
    public record Done(Optional<Path> replaced, String lost, Verification verification) {}

    /**
     * Restores a backup.
     *
     * @throws LedgerUnavailableException when the backup does not hold, or the ledger is in use; then nothing changed
     */
    public static Done of(Path folder, Path backup, Note note) {
        try {
            return new Restore(folder).restored(backup, note);
        } catch (IOException e) {
            throw new LedgerUnavailableException(
                    "the backup could not be put in place; nothing was changed. Maybe the disk is full.", e);
        }
    }

    private Done restored(Path backup, Note note) throws IOException {
        Path coming = folder.resolve(COMING);
        try {
            Files.copy(backup, coming, StandardCopyOption.REPLACE_EXISTING);
            Restoration restoration = record(coming, backup, note);
            Optional<Path> replaced = kept(note.at());
            Files.move(coming, store, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            try (Ledger ledger = Ledger.open(folder)) {
                ledger.proof().checkpoint();
                return new Done(replaced, restoration.summary(), ledger.proof().verify());
            }
        } finally {
            Files.deleteIfExists(coming);
        }
    }

    /**
     * Makes sure that nobody uses the store that is there, and that all of it is in its one file.
     *
     * @return its last entry; 0 when it is gone or so damaged that nobody can tell
     */
    private long released() {
        if (!Files.exists(store)) {
            return 0;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = delete");
            try (ResultSet last = statement.executeQuery("select coalesce(max(seq), 0) from entries")) {
                return last.getLong(1);
            }
        } catch (SQLiteException e) {
            if (e.getResultCode() == SQLiteErrorCode.SQLITE_BUSY
                    || e.getResultCode() == SQLiteErrorCode.SQLITE_LOCKED) {
                throw new LedgerUnavailableException(
                        "the ledger is in use; nothing was changed. Maybe stop the service first.", e);
            }
            return 0;
        } catch (SQLException e) {
            return 0;
        }
    }

    /** Verifies the backup and adds the entry that reports its restoration. */
    private Restoration record(Path coming, Path backup, Note note) throws IOException {
        SqliteFile database = new SqliteFile(coming);
        Restoration restoration;
        try {
            Store restored = new Store(database, ChainHead.ONLY, keys.publicPem(), SearchIndex::catchUp);
            Verification found = Verifier.verify(restored, List.of(), "", keys.publicPem());
            if (!found.ok()) {
                throw new LedgerUnavailableException(
                        "the backup " + backup + " does not hold; nothing was changed: " + found.summary());
            }
            restoration = written(restored, released(), note);
            database.scrub();
        } catch (LedgerUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new LedgerUnavailableException(
                    backup + " cannot be read; nothing was changed. Maybe it is no backup of a Tunewise ledger.", e);
        } finally {
            Files.deleteIfExists(folder.resolve(COMING + "-wal"));
            Files.deleteIfExists(folder.resolve(COMING + "-shm"));
        }
        try (FileChannel channel = FileChannel.open(coming, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return restoration;
    }

    private Restoration written(Store restored, long head, Note note) {
        return restored.write(transaction -> {
            Optional<Entry> last = EntryTable.last(transaction, ChainHead.ONLY);
            long seq = last.map(Entry::seq).orElse(0L);
            String hash = last.map(Entry::hash).orElse(EntryHash.FIRST_PREVIOUS);
            List<Signed> lost = kept.all().stream()
                    .flatMap(json -> Signed.read(json, keys.publicPem()).stream())
                    .filter(signed -> !EntryTable.holds(transaction, ChainHead.ONLY, signed.seq(), signed.hash()))
                    .toList();
            Restoration restoration = new Restoration(
                    note.at(),
                    seq,
                    hash,
                    lost.stream().mapToLong(Signed::seq).reduce(Math.max(seq, head), Math::max),
                    lost.stream().map(Signed::hash).toList(),
                    note.name(),
                    note.comment());
            PreparedEntry prepared = PreparedEntry.of(new NewEntry(
                    note.ids().get(),
                    EntryKind.RESTORATION,
                    note.at(),
                    last.map(Entry::release).orElse("none"),
                    "command-line",
                    restoration.body(keys)));
            EntryTable.append(transaction, ChainHead.ONLY, prepared);
            return restoration;
        });
    }

    /** Keeps the store that is there under another name too, so that there is never none. */
    private Optional<Path> kept(Instant at) throws IOException {
        if (!Files.exists(store)) {
            return Optional.empty();
        }
        Path replaced = folder.resolve("tunewise.db.replaced-" + at.toString().replace(':', '-'));
        Files.copy(store, replaced, StandardCopyOption.COPY_ATTRIBUTES);
        for (String more : List.of("-wal", "-shm")) {
            Path beside = folder.resolve(DataFiles.STORE + more);
            if (Files.exists(beside)) {
                Files.move(beside, folder.resolve(replaced.getFileName() + more));
            }
        }
        return Optional.of(replaced);
    }
}

package tunewise.ledger.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteException;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.text.UnseenText;

/** A file of a data folder. A transaction takes the write lock as it begins, so that one lock serves all. */
public final class SqliteFile implements Database {
    private static final Duration BUSY = Duration.ofSeconds(5);

    private final Path file;
    private final Jdbi jdbi;

    /** A file that is made if it is not there. */
    public SqliteFile(Path file) {
        this(file, BUSY);
    }

    /** Likewise; busy is how long a lock of somebody else is waited for. */
    public SqliteFile(Path file, Duration busy) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) busy.toMillis());
        config.setPragma(Pragma.SECURE_DELETE, "on");
        this.file = file;
        this.jdbi = Jdbi.create("jdbc:sqlite:" + file, config.toProperties());
        this.jdbi.setTransactionHandler(new SqliteTransactions());
    }

    @Override
    public String dialect() {
        return "sqlite";
    }

    @Override
    public int version() {
        return 5;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public Handle open() {
        return jdbi.open();
    }

    /** A connection keeps writing to a file that was deleted or moved away, so the file itself is asked. */
    @Override
    public Object identity() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Objects.requireNonNullElseGet(attributes.fileKey(), attributes::creationTime);
        } catch (IOException e) {
            throw new LedgerUnavailableException(
                    "the store " + file + " is gone. Maybe it was moved or its disk was taken away; put it back.", e);
        }
    }

    @Override
    public boolean isUsable(Handle kept, Object openedAs) {
        return identity().equals(openedAs);
    }

    @Override
    public boolean isReplaced(Object openedAs) {
        return !identity().equals(openedAs);
    }

    @Override
    public Optional<String> damage() {
        try (Handle handle = open()) {
            String found = String.join(
                    "; ",
                    handle.createQuery("pragma integrity_check(3)")
                            .mapTo(String.class)
                            .list());
            return found.equals("ok") ? Optional.empty() : Optional.of(UnseenText.without(found));
        } catch (JdbiException e) {
            return Optional.of(UnseenText.without(String.valueOf(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage())));
        }
    }

    @Override
    public boolean isDamage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException found) {
                String code = found.getResultCode().name();
                return code.startsWith("SQLITE_CORRUPT") || code.equals("SQLITE_NOTADB");
            }
        }
        return false;
    }

    @Override
    public <T> T read(Handle handle, Function<Handle, T> read) {
        return read.apply(handle);
    }

    @Override
    public void lockTables(Handle transaction) {}

    @Override
    public long makeRoom(Handle transaction) {
        return Long.MAX_VALUE;
    }

    @Override
    public void lockChain(Handle transaction, String chain) {}

    @Override
    public void lockPublications(Handle transaction) {}

    @Override
    public void announce(Handle transaction) {}

    @Override
    public void awaitPublication(Duration longest) throws InterruptedException {
        Thread.sleep(longest.toMillis());
    }

    @Override
    public void compact() {
        try (Handle handle = open()) {
            handle.execute("vacuum");
        }
    }

    /** Deleted content is overwritten as it is deleted, and the log that may hold it still is cut. */
    @Override
    public void scrub() {
        try (Handle handle = open()) {
            handle.execute("pragma wal_checkpoint(truncate)");
        }
    }

    @Override
    public void copy(Path to) {
        try (Handle handle = open()) {
            handle.execute("vacuum into ?", to.toString());
        }
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}

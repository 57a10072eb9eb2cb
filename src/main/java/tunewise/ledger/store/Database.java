package tunewise.ledger.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Where the tables lie: what one kind of database does differently from the other. */
public interface Database extends AutoCloseable {
    /** Name of the folder with its migrations. */
    String dialect();

    int version();

    /** Whether several instances may write it, each its own chain. */
    boolean isShared();

    /**
     * A connection, to be closed by whoever asked for it.
     *
     * @throws LedgerUnavailableException when there is none to be had
     */
    Handle open();

    /** What tells this database from another of the same name that may stand in its place later. */
    Object identity();

    /** Whether a connection that was kept since it was opened can still be written by. */
    boolean isUsable(Handle kept, Object openedAs);

    /** Whether what was just written lies where nobody will find it again. */
    boolean isReplaced(Object openedAs);

    /** What the database itself finds damaged of what it keeps, in its own words; empty where it finds nothing. */
    Optional<String> damage();

    /** Whether a failure says that what the database keeps is damaged. */
    boolean isDamage(Throwable failure);

    /** Reads in a way that lets rows come one by one. */
    <T> T read(Handle handle, Function<Handle, T> read);

    /** Lets nobody else make or change tables until the transaction ends. */
    void lockTables(Handle transaction);

    /**
     * Makes room for entries to come, where tables are in parts, while nobody else changes tables.
     *
     * @return the place of an entry after which more room is to be made
     */
    long makeRoom(Handle transaction);

    /** Lets nobody else write this chain until the transaction ends. */
    void lockChain(Handle transaction, String chain);

    /** Lets nobody else publish until the transaction ends. */
    void lockPublications(Handle transaction);

    /** Tells other instances of a publication once the transaction is committed. */
    void announce(Handle transaction);

    /** Waits until somebody publishes, as far as that can be noticed, but not longer than this. */
    void awaitPublication(Duration longest) throws InterruptedException;

    /** Gives back what erased bodies took; others wait meanwhile, where the store is a file. */
    void compact();

    /** Leaves nothing of erased bodies behind, at no cost to others; what they took is used for what comes. */
    void scrub();

    /**
     * Copies everything into a file.
     *
     * @throws LedgerUnavailableException where other tools do that
     */
    void copy(Path to);

    @Override
    void close();
}

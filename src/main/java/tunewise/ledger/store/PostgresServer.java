package tunewise.ledger.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tunewise.ledger.entry.LedgerUnavailableException;

/** A database that several instances share, each with a chain of its own. */
public final class PostgresServer implements Database {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final String CHANNEL = "tunewise_publications";
    private static final int CONNECTIONS = 10;

    /** Whatever the server's usual is, a commit is on disk before anybody is told; a stricter usual stays. */
    private static final String DURABLE = "select case when current_setting('synchronous_commit') = 'off'"
            + " then set_config('synchronous_commit', 'on', false) end";

    private static final long PATIENCE_MILLIS = 2_000;

    private final LedgerUrl url;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final AtomicLong outages = new AtomicLong();
    private @Nullable Handle listening;

    public PostgresServer(LedgerUrl url) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setDataSource(url.dataSource());
        config.setMaximumPoolSize(CONNECTIONS);
        // With nobody waiting the pool does not try, and so never waits long between two tries.
        config.setMinimumIdle(0);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        config.setValidationTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(DURABLE);
        this.url = url;
        this.pool = new HikariDataSource(config);
        this.jdbi = Jdbi.create(pool);
    }

    @Override
    public String dialect() {
        return "postgresql";
    }

    @Override
    public int version() {
        return 4;
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public Handle open() {
        try {
            return jdbi.open();
        } catch (JdbiException e) {
            outages.incrementAndGet();
            throw new LedgerUnavailableException(
                    "the database of the ledger, " + url + ", does not answer: " + reason(e)
                            + ". Maybe it is being started, or the network is down; this service goes on trying.",
                    e);
        }
    }

    /** After an outage another database may have taken its place. */
    @Override
    public Object identity() {
        return outages.get();
    }

    @Override
    public boolean isUsable(Handle kept, Object openedAs) {
        try {
            return kept.getConnection().isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public boolean isReplaced(Object openedAs) {
        return false;
    }

    /** PostgreSQL looks at its own pages as it reads them, where its operator has it keep checksums. */
    @Override
    public Optional<String> damage() {
        return Optional.empty();
    }

    @Override
    public boolean isDamage(Throwable failure) {
        return false;
    }

    /** The driver fetches row by row only inside a transaction. */
    @Override
    public <T> T read(Handle handle, Function<Handle, T> read) {
        return handle.inTransaction(read::apply);
    }

    @Override
    public void lockTables(Handle transaction) {
        transaction.execute("select pg_advisory_xact_lock(hashtext('tunewise'))");
    }

    @Override
    public long makeRoom(Handle transaction) {
        return Partitions.makeAhead(transaction);
    }

    @Override
    public void lockChain(Handle transaction, String chain) {
        transaction
                .createQuery("select id from chains where id = :chain for update")
                .bind("chain", chain)
                .mapTo(String.class)
                .findFirst();
    }

    @Override
    public void lockPublications(Handle transaction) {
        transaction.execute("lock table releases in share row exclusive mode");
    }

    @Override
    public void announce(Handle transaction) {
        transaction.execute("notify " + CHANNEL);
    }

    @Override
    public void awaitPublication(Duration longest) throws InterruptedException {
        try {
            Handle open = listening;
            if (open == null) {
                open = open();
                listening = open;
                open.execute("listen " + CHANNEL);
            }
            open.getConnection().unwrap(PGConnection.class).getNotifications(Math.toIntExact(longest.toMillis()));
        } catch (SQLException | RuntimeException e) {
            stopListening();
            Thread.sleep(longest.toMillis());
        }
    }

    private void stopListening() {
        Handle broken = listening;
        listening = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (RuntimeException e) {
                LOG.debug("a broken connection could not be closed", e);
            }
        }
    }

    /** What was erased is overwritten as rows come, or goes with its partition once nothing else is in that. */
    @Override
    public void compact() {
        try (Handle handle = open()) {
            Partitions.giveBack(handle);
            handle.execute("vacuum entries, search, fired");
        }
    }

    @Override
    public void scrub() {
        compact();
    }

    @Override
    public void copy(Path to) {
        throw new LedgerUnavailableException("a ledger on PostgreSQL is backed up by PostgreSQL's own tools. Maybe: "
                + url.dumpCommand(to) + ". Keep a copy of the data folder with it, which holds the key.");
    }

    @Override
    public void close() {
        stopListening();
        pool.close();
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage())
                .lines()
                .findFirst()
                .orElse("unknown")
                .replaceFirst("\\.$", "");
    }
}

package tunewise.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.fixtures.Postgres;
import tunewise.ledger.store.LedgerUrl;

/** Somewhere to keep a ledger, empty at first, that tests may also reach behind the ledger's back. */
public final class StoredBackup {
    private final Path folder;
    private final @Nullable Postgres database;

    private StoredBackup(Path folder, @Nullable Postgres database) {
        this.folder = folder;
        this.database = database;
    }

    /** What a ledger can lie in. */
    public enum Kind {
        SQLITE,
        POSTGRESQL;

        public StoredBackup in(Path folder) {
            return new StoredBackup(folder, this == SQLITE ? null : Postgres.database());
        }
    }

    public Ledger open() {
        return open(folder);
    }

    /** Another instance, where several can share. */
    public Ledger open(Path other) {
        return Ledger.open(other, url());
    }

    public Optional<LedgerUrl> url() {
        return Optional.ofNullable(database).flatMap(Postgres::url);
    }

    /** For a program of its own: its folder, and the database if there is one. */
    String[] arguments(String more) {
        return database == null
                ? new String[] {more, folder.toString()}
                : new String[] {more, folder.toString(), database.address()};
    }

    /** The ledger that {@link #arguments} speak of. */
    static Ledger of(String[] arguments) {
        return Ledger.open(
                Path.of(arguments[1]),
                arguments.length > 2 ? Optional.of(LedgerUrl.of(arguments[2])) : Optional.empty());
    }

    Connection connect() throws SQLException {
        return database == null
                ? DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("tunewise.db"))
                : database.connect();
    }

    public void raw(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}

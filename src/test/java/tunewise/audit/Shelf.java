package tunewise.audit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.fixtures.Postgres;

/** Somewhere to keep a ledger, empty at first, that tests may also reach behind the ledger's back. */
final class Shelf {
    private final Path folder;
    private final @Nullable Postgres database;

    private Shelf(Path folder, @Nullable Postgres database) {
        this.folder = folder;
        this.database = database;
    }

    /** What a ledger can lie in. */
    enum Kind {
        SQLITE,
        POSTGRESQL;

        Shelf in(Path folder) {
            return new Shelf(folder, this == SQLITE ? null : Postgres.database());
        }
    }

    Ledger open() {
        return open(folder);
    }

    /** Another instance, where several can share. */
    Ledger open(Path other) {
        return Ledger.open(other, url());
    }

    Optional<LedgerUrl> url() {
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

    void raw(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}

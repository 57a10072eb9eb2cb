package tunewise.ledger.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.fixtures.Postgres;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.Instance;
import tunewise.ledger.entry.NewEntry;

/** What version 0.2.0 wrote, in the tables that it made on PostgreSQL, which had no partitions. */
class EarlierDatabaseTest {
    private static final Path STORE = Path.of("src/test/resources/stores/0.2.0");

    @TempDir
    Path folder;

    private Postgres database;

    @BeforeEach
    void fill() throws Exception {
        for (String key : List.of("ledger.key", "ledger.pub")) {
            Files.copy(STORE.resolve(key), folder.resolve(key));
        }
        database = Postgres.database();
        Path file = Files.copy(STORE.resolve("tunewise.db"), folder.resolve("earlier.db"));
        try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + file);
                Connection to = database.connect();
                Statement statement = to.createStatement()) {
            statement.execute("create table schema_version (version bigint not null)");
            for (int version = 1; version <= 3; version++) {
                statement.execute(script(version));
                statement.execute("insert into schema_version (version) values (" + version + ")");
            }
            copy(
                    from,
                    to,
                    "entries",
                    "seq, id, kind, created_at, release, came_from, body, body_hash, previous_hash," + " hash, chain");
            copy(from, to, "releases", "hash, content");
            copy(from, to, "checkpoints", "seq, hash, made_at, json, chain");
            String chain = Instance.of(folder);
            statement.execute("update entries set chain = '" + chain + "'");
            statement.execute("update checkpoints set chain = '" + chain + "'");
        }
    }

    @Test
    void everyEntryHoldsAndEveryAnswerIsTheSameAgain() {
        try (Ledger ledger = Ledger.open(folder, database.url())) {
            EarlierStoreTest.holdsAndAnswersTheSame(ledger);
        }
    }

    @Test
    void entriesGoOnInTheSameChain() {
        try (Ledger ledger = Ledger.open(folder, database.url())) {
            long before = ledger.count();
            Entry entry = ledger.append(
                    new NewEntry("new", EntryKind.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", "{}"));

            assertEquals(before + 1, entry.seq());
            assertEquals(entry, ledger.newest(EntryKind.RECOMMENDATION, 1).get(0));
        }
        try (Ledger again = Ledger.open(folder, database.url())) {
            assertTrue(again.proof().verify().ok(), again.proof().verify().summary());
        }
    }

    private static String script(int version) throws Exception {
        try (InputStream script = Objects.requireNonNull(EarlierDatabaseTest.class.getResourceAsStream(
                "/tunewise/ledger/store/postgresql/V" + version + ".sql"))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void copy(Connection from, Connection to, String table, String columns) throws SQLException {
        int count = columns.split(",", -1).length;
        try (Statement statement = from.createStatement();
                ResultSet rows = statement.executeQuery("select " + columns + " from " + table + " order by 1");
                PreparedStatement insert = to.prepareStatement("insert into " + table + " (" + columns + ") values ("
                        + String.join(", ", Collections.nCopies(count, "?")) + ")")) {
            while (rows.next()) {
                for (int column = 1; column <= count; column++) {
                    insert.setObject(column, rows.getObject(column));
                }
                insert.executeUpdate();
            }
        }
    }
}

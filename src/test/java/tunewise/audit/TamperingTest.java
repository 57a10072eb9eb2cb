package tunewise.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody who can write the store may do to it, and that it is found where it was done. */
class TamperingTest {
    private static final int ENTRIES = 40;
    private static final int SIGNED = 30;
    private static final int TIMES = 15;

    @TempDir
    static Path clean;

    private static String checkpoint = "";
    private static String key = "";

    @TempDir
    Path folder;

    @BeforeAll
    static void fill() {
        try (Ledger ledger = Ledger.open(clean)) {
            for (int i = 1; i <= ENTRIES; i++) {
                ledger.append(draft(i));
                if (i == SIGNED) {
                    checkpoint = ledger.checkpoint().orElseThrow().json();
                }
            }
            key = ledger.publicKey();
        }
    }

    @AfterAll
    static void untouchedItHolds() {
        try (Ledger ledger = Ledger.open(clean)) {
            assertEquals(ENTRIES, ledger.verify(checkpoint, key).count());
            assertTrue(ledger.verify(checkpoint, key).ok());
        }
    }

    /** Kinds of tampering, each at a random entry before the signed one. */
    enum Deed {
        ALTER_A_FIELD,
        ALTER_A_BODY,
        ALTER_A_BODY_AND_ITS_HASH,
        ALTER_AND_SEAL_ANEW,
        BLANK_A_BODY,
        REMOVE,
        REMOVE_AND_RENUMBER,
        SWAP,
        INSERT_A_COPY,
        INSERT_A_SEALED_ONE,
        REWRITE_THE_TAIL,
        LOSE_THE_TAIL
    }

    @ParameterizedTest
    @EnumSource(Deed.class)
    void everyDeedIsFoundAtItsPlace(Deed deed) throws Exception {
        Random random = new Random(deed.name().hashCode());
        for (int i = 0; i < TIMES; i++) {
            long seq = random.nextLong(2, SIGNED - 2);
            Path store = folder.resolve("store-" + i);
            Files.createDirectories(store);
            for (String file : new String[] {"tunewise.db", "ledger.key", "ledger.pub"}) {
                Files.copy(clean.resolve(file), store.resolve(file));
            }
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.resolve("tunewise.db"))) {
                connection.setAutoCommit(false);
                tamper(connection, deed, seq, random);
                connection.commit();
            }
            try (Ledger ledger = Ledger.open(store)) {
                Verification found = ledger.verify(checkpoint, key);
                assertFalse(found.ok(), deed + " at " + seq);
                Verification.Break fault = found.fault().orElseThrow();
                if (deed == Deed.REWRITE_THE_TAIL) {
                    assertEquals(Verification.Kind.TAIL_REWRITTEN, fault.kind());
                } else if (deed == Deed.LOSE_THE_TAIL) {
                    assertEquals(Verification.Kind.TAIL_LOST, fault.kind());
                    assertEquals(seq, fault.seq());
                } else {
                    assertEquals(seq, fault.seq(), deed + ": " + fault.what());
                    assertEquals(seq - 1, found.count(), fault.what());
                }
            }
        }
    }

    @Test
    void aForgedCheckpointIsRefused() {
        try (Ledger ledger = Ledger.open(clean)) {
            Verification found = ledger.verify(checkpoint.replace("\"seq\":" + SIGNED, "\"seq\":" + (SIGNED - 1)), key);
            assertEquals(
                    Verification.Kind.FORGED_CHECKPOINT,
                    found.fault().orElseThrow().kind());
        }
    }

    private static void tamper(Connection connection, Deed deed, long seq, Random random)
            throws SQLException, IOException {
        switch (deed) {
            case ALTER_A_FIELD -> {
                String[] fields = {"came_from", "release", "created_at", "id", "kind"};
                String field = fields[random.nextInt(fields.length)];
                String value =
                        field.equals("created_at") ? "2020-01-01T00:00:00Z" : field.equals("kind") ? "review" : "x";
                run(connection, "update entries set " + field + " = '" + value + "' where seq = " + seq);
            }
            case ALTER_A_BODY -> body(connection, seq, false);
            case ALTER_A_BODY_AND_ITS_HASH -> body(connection, seq, true);
            case ALTER_AND_SEAL_ANEW -> {
                body(connection, seq, true);
                seal(connection, seq);
            }
            case BLANK_A_BODY -> run(connection, "update entries set body = x'' where seq = " + seq);
            case REMOVE -> run(connection, "delete from entries where seq = " + seq);
            case REMOVE_AND_RENUMBER -> {
                run(connection, "delete from entries where seq = " + seq);
                shift(connection, seq, -1);
            }
            case SWAP ->
                run(
                        connection,
                        "update entries set seq = 0 where seq = " + seq,
                        "update entries set seq = " + seq + " where seq = " + (seq + 1),
                        "update entries set seq = " + (seq + 1) + " where seq = 0");
            case INSERT_A_COPY -> {
                shift(connection, seq - 1, 1);
                copy(connection, 1, seq);
            }
            case INSERT_A_SEALED_ONE -> {
                shift(connection, seq - 1, 1);
                copy(connection, 1, seq);
                link(connection, seq);
                seal(connection, seq);
            }
            case REWRITE_THE_TAIL -> {
                body(connection, seq, true);
                for (long each = seq; each <= ENTRIES; each++) {
                    link(connection, each);
                    seal(connection, each);
                }
                run(connection, "delete from checkpoints");
            }
            case LOSE_THE_TAIL -> run(connection, "delete from entries where seq >= " + seq, "delete from checkpoints");
        }
    }

    /** Moves all entries after one by one place. */
    private static void shift(Connection connection, long after, int by) throws SQLException {
        run(
                connection,
                "update entries set seq = -seq where seq > " + after,
                "update entries set seq = -seq + " + by + " where seq < 0");
    }

    private static void copy(Connection connection, long from, long to) throws SQLException {
        run(
                connection,
                "insert into entries select " + to
                        + ", 'forged', kind, created_at, release, came_from, body, body_hash,"
                        + " previous_hash, hash from entries where seq = " + from);
    }

    private static void body(Connection connection, long seq, boolean hashToo) throws SQLException {
        String forged = "{\"a\":0,\"n\":\"forged\"}";
        try (PreparedStatement update = connection.prepareStatement("update entries set body = ?"
                + (hashToo ? ", body_hash = '" + EntryHash.sha256(forged) + "'" : "") + " where seq = ?")) {
            update.setBytes(1, Packed.pack(forged));
            update.setLong(2, seq);
            update.executeUpdate();
        }
    }

    private static void link(Connection connection, long seq) throws SQLException {
        run(
                connection,
                "update entries set previous_hash = (select hash from entries where seq = " + (seq - 1)
                        + ") where seq = " + seq);
    }

    private static void seal(Connection connection, long seq) throws SQLException {
        Entry entry;
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("select * from entries where seq = " + seq)) {
            row.next();
            entry = Store.entry(row);
        }
        run(connection, "update entries set hash = '" + EntryHash.of(entry) + "' where seq = " + seq);
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Draft draft(int i) {
        return new Draft(
                "id-" + i, Ledger.RECOMMENDATION, Instant.EPOCH, "sha256:0", "api", "{\"n\": \"" + i + "\", \"a\": 2}");
    }
}

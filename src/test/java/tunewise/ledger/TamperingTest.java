package tunewise.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.Packed;
import tunewise.ledger.store.EntryRow;
import tunewise.ledger.verify.Verification;

/** What somebody who can write the store may do to it, and that it is found where it was done. */
@ParameterizedClass
@EnumSource(StoredBackup.Kind.class)
class TamperingTest {
    private static final int ENTRIES = 40;
    private static final int SIGNED = 30;
    private static final int TIMES = 15;
    private static final String COLUMNS =
            "(chain, seq, id, kind, created_at, release, came_from, body, body_hash, previous_hash, hash)";

    @TempDir
    Path folder;

    @Parameter
    StoredBackup.Kind kind;

    private StoredBackup shelf;
    private Ledger ledger;
    private String checkpoint = "";
    private String key = "";

    @BeforeEach
    void fill() throws Exception {
        shelf = kind.in(folder);
        ledger = shelf.open();
        for (int i = 1; i <= ENTRIES; i++) {
            ledger.append(draft(i));
            if (i == SIGNED) {
                checkpoint = ledger.proof().checkpoint().orElseThrow().json();
            }
        }
        key = ledger.proof().publicKey();
        // What lies beside the store would give every deed away; here the auditor has to.
        Files.delete(folder.resolve(KeptCheckpoints.FILE));
        shelf.raw(
                "create table clean_entries as select * from entries",
                "create table clean_checkpoints as select * from checkpoints");
    }

    @AfterEach
    void untouchedItHolds() throws SQLException {
        restore();
        Verification verification = ledger.proof().verify(checkpoint, key);
        ledger.close();
        assertEquals(ENTRIES, verification.count());
        assertTrue(verification.ok());
    }

    private void restore() throws SQLException {
        String columns = COLUMNS.substring(1, COLUMNS.length() - 1);
        shelf.raw(
                "delete from entries",
                "insert into entries " + COLUMNS + " select " + columns + " from clean_entries order by seq",
                "delete from checkpoints",
                "insert into checkpoints (chain, seq, hash, made_at, json)"
                        + " select chain, seq, hash, made_at, json from clean_checkpoints");
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
            restore();
            try (Connection connection = shelf.connect()) {
                connection.setAutoCommit(false);
                tamper(connection, deed, seq, random);
                connection.commit();
            }
            Verification found = ledger.proof().verify(checkpoint, key);
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

    @Test
    void aForgedCheckpointIsRefused() {
        Verification found =
                ledger.proof().verify(checkpoint.replace("\"seq\":" + SIGNED, "\"seq\":" + (SIGNED - 1)), key);
        assertEquals(
                Verification.Kind.FORGED_CHECKPOINT, found.fault().orElseThrow().kind());
    }

    @Test
    void aRewrittenTailIsFoundWithoutAnAuditorByWhatLiesBesideTheStore() throws Exception {
        Files.writeString(folder.resolve(KeptCheckpoints.FILE), checkpoint + "\n");
        try (Connection connection = shelf.connect()) {
            connection.setAutoCommit(false);
            tamper(connection, Deed.REWRITE_THE_TAIL, 20, new Random(1));
            connection.commit();
        }
        assertEquals(
                Verification.Kind.TAIL_REWRITTEN,
                ledger.proof().verify().fault().orElseThrow().kind());
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
            case BLANK_A_BODY -> body(connection, seq, new byte[0], "");
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
                "insert into entries " + COLUMNS + " select chain, " + to
                        + ", 'forged', kind, created_at, release, came_from, body, body_hash,"
                        + " previous_hash, hash from entries where seq = " + from);
    }

    private static void body(Connection connection, long seq, boolean hashToo) throws SQLException {
        String forged = "{\"a\":0,\"n\":\"forged\"}";
        body(connection, seq, Packed.pack(forged), hashToo ? ", body_hash = '" + EntryHash.sha256(forged) + "'" : "");
    }

    private static void body(Connection connection, long seq, byte[] packed, String more) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update entries set body = ?" + more + " where seq = ?")) {
            update.setBytes(1, packed);
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
            entry = EntryRow.entry(row);
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

    private static NewEntry draft(int i) {
        return new NewEntry(
                "id-" + i,
                EntryKind.RECOMMENDATION,
                Instant.EPOCH,
                "sha256:0",
                "api",
                "{\"n\": \"" + i + "\", \"a\": 2}");
    }
}

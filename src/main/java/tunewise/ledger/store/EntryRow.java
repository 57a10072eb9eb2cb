package tunewise.ledger.store;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.Packed;

/** Entries as rows of the store have them. */
public final class EntryRow {
    private EntryRow() {}

    public static Entry entry(ResultSet row) throws SQLException {
        return entry(row, unpacked(row.getBytes("body")));
    }

    /** A row with another text in place of its body. */
    public static Entry entry(ResultSet row, String body) throws SQLException {
        return new Entry(
                row.getString("chain"),
                row.getLong("seq"),
                row.getString("id"),
                row.getString("kind"),
                Instant.parse(row.getString("created_at")),
                row.getString("release"),
                row.getString("came_from"),
                body,
                row.getString("body_hash"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }

    static String unpacked(byte[] bytes) throws SQLException {
        try {
            return bytes.length == 0 ? Entry.ERASED : Packed.unpack(bytes);
        } catch (IOException e) {
            throw new SQLException("a stored text cannot be unpacked", e);
        }
    }
}

package tunewise.ledger.store;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import tunewise.ledger.entry.Packed;

/** The table of releases, each packed under the hash of its files. */
public final class ReleaseTable {
    private ReleaseTable() {}

    /** Visits what is stored of every release: its hash, and its content or nothing where that cannot be read. */
    public static void each(Handle handle, BiConsumer<String, Optional<String>> visitor) {
        handle.createQuery("select hash, content from releases order by hash")
                .setFetchSize(1)
                .map((row, context) -> Map.entry(row.getString(1), readable(row.getBytes(2))))
                .useStream(releases -> releases.forEach(each -> visitor.accept(each.getKey(), each.getValue())));
    }

    /** The text of a release as it is stored; nothing where that cannot be read. */
    public static Optional<String> readable(byte[] packed) {
        try {
            return Optional.of(EntryRow.unpacked(packed));
        } catch (SQLException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Keeps the text of a release under its hash; one that is there already stays as it is. */
    public static void keep(Handle handle, String hash, String content) {
        handle.createUpdate(
                        "insert into releases (hash, content) values (:hash, :content) on conflict (hash) do nothing")
                .bind("hash", hash)
                .bind("content", Packed.pack(content))
                .execute();
    }

    public static Optional<byte[]> find(Handle handle, String hash) {
        return handle.createQuery("select content from releases where hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> row.getBytes(1))
                .findFirst();
    }
}

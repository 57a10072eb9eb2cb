package tunewise.ledger.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tunewise.ledger.entry.Checkpoint;

/** The table of signed checkpoints. */
public final class CheckpointTable {
    private CheckpointTable() {}

    public static List<String> all(Handle handle, String chain) {
        return handle.createQuery("select json from checkpoints where chain = :chain order by seq, made_at")
                .bind("chain", chain)
                .mapTo(String.class)
                .list();
    }

    public static Optional<Checkpoint> newest(Handle handle, String chain) {
        return handle.createQuery(
                        "select * from checkpoints where chain = :chain order by seq desc, made_at desc limit 1")
                .bind("chain", chain)
                .map((row, context) -> new Checkpoint(
                        row.getLong("seq"),
                        row.getString("hash"),
                        Instant.parse(row.getString("made_at")),
                        row.getString("json")))
                .findFirst();
    }

    public static void keep(Handle handle, String chain, Checkpoint checkpoint) {
        handle.createUpdate("insert into checkpoints (chain, seq, hash, made_at, json)"
                        + " values (:chain, :seq, :hash, :madeAt, :json) on conflict do nothing")
                .bind("chain", chain)
                .bind("seq", checkpoint.seq())
                .bind("hash", checkpoint.hash())
                .bind("madeAt", checkpoint.madeAt().toString())
                .bind("json", checkpoint.json())
                .execute();
    }
}

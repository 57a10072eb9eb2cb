package tunewise.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import tunewise.audit.VerifyExport.Chain;
import tunewise.audit.VerifyExport.Erasure;
import tunewise.audit.VerifyExport.Link;
import tunewise.audit.VerifyExport.Signed;

/** Reads the whole ledger in order and recomputes every hash. */
final class Verifier {
    private Verifier() {}

    /**
     * Holds the chain against the checkpoints in the store and one from outside.
     *
     * @param outside text of a checkpoint; empty for none
     * @param publicKey of whoever signed, in PEM
     */
    static Verification verify(Store store, String outside, String publicKey) {
        try (Handle handle = store.open()) {
            List<Signed> signed = new ArrayList<>();
            if (!outside.isEmpty()) {
                Optional<Signed> given = Signed.read(outside, publicKey);
                if (given.isEmpty()) {
                    return Verification.forged("the checkpoint is not signed by this key. Maybe it was altered, or"
                            + " the key is another ledger's.");
                }
                signed.add(given.get());
            }
            for (String json : Store.checkpoints(handle)) {
                Optional<Signed> kept = Signed.read(json, publicKey);
                if (kept.isEmpty()) {
                    return Verification.forged("a checkpoint in the store is not signed by this key. Maybe it was"
                            + " altered, or the key is another ledger's.");
                }
                signed.add(kept.get());
            }
            return Verification.of(chain(handle, signed.stream().distinct().toList()));
        }
    }

    private static Chain chain(Handle handle, List<Signed> signed) {
        Chain chain = new Chain(erasures(handle), signed);
        try (ResultIterator<Link> links = links(handle, "select * from entries order by seq")) {
            while (links.hasNext() && chain.take(links.next())) {
                // Taking is all there is to do.
            }
        }
        chain.end();
        return chain;
    }

    private static List<Erasure> erasures(Handle handle) {
        List<Erasure> erasures = new ArrayList<>();
        try (ResultIterator<Link> links = links(handle, "select * from entries where kind = 'erasure' order by seq")) {
            links.forEachRemaining(link -> Erasure.in(link).ifPresent(erasures::add));
        }
        return erasures;
    }

    private static ResultIterator<Link> links(Handle handle, String select) {
        return handle.createQuery(select)
                .setFetchSize(500)
                .map((row, context) -> link(row))
                .iterator();
    }

    /** A row as it is, however badly it was treated. */
    private static Link link(ResultSet row) throws SQLException {
        try {
            Entry entry = Store.entry(row);
            return Link.of(entry.hash(), EntryHash.text(entry), entry.body());
        } catch (SQLException | RuntimeException e) {
            return Link.UNREADABLE;
        }
    }
}

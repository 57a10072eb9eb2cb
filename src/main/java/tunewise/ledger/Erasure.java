package tunewise.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.json.JsonMapper;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.Identity;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.PreparedEntry;
import tunewise.ledger.search.SearchIndex;
import tunewise.ledger.store.EntryTable;
import tunewise.ledger.store.Store;

/** Takes the bodies of old recommendations away, and records that. The chains keep their hashes and stay provable. */
public final class Erasure {
    private final StoreAccess access;
    private final Publications publications;
    private final Proof proof;

    Erasure(StoreAccess access, Publications publications, Proof proof) {
        this.access = access;
        this.publications = publications;
        this.proof = proof;
    }

    /**
     * Erases the bodies of recommendations from before a moment, in every chain that has some, and records that in the
     * same breath.
     *
     * @return how many were erased
     */
    public long erase(Supplier<String> ids, Instant before, Actor actor, Instant at) {
        String name = actor.by() == null ? "unknown" : actor.by().name();
        long count = erase(new Erasing(ids, before, name, at, actor), true);
        access.run(access.store().database()::compact);
        return count;
    }

    /**
     * Erases as a policy does, day after day while others work: nothing is recorded where there is nothing to erase.
     *
     * @return how many were erased
     */
    long retain(Supplier<String> ids, Instant before, String policy, Instant at) {
        if (!access.read(handle -> SearchIndex.reachesBefore(handle, before.toEpochMilli()))) {
            return 0;
        }
        long count = erase(
                new Erasing(
                        ids,
                        before,
                        policy,
                        at,
                        new Actor(new Identity(Identity.SERVICE, "retention", policy), "service")),
                false);
        access.run(access.store().database()::scrub);
        return count;
    }

    private record Erasing(Supplier<String> ids, Instant before, String name, Instant at, Actor actor) {}

    private long erase(Erasing erasing, boolean toldAnyway) {
        String release = publications
                .active()
                .map(publication -> publication.content().release())
                .orElse("none");
        Store store = access.store();
        long count = access.write(transaction -> {
            long erased = 0;
            for (String chain : store.chains(transaction).keySet()) {
                store.lock(transaction, chain);
                int bodies = EntryTable.erase(transaction, chain, erasing.before);
                if (bodies > 0 || (toldAnyway && chain.equals(store.chain()))) {
                    report(transaction, chain, release, erasing, bodies);
                }
                erased += bodies;
            }
            SearchIndex.forget(transaction, erasing.before.toEpochMilli());
            return erased;
        });
        proof.changed();
        return count;
    }

    private static void report(Handle transaction, String chain, String release, Erasing erasing, int bodies) {
        Map<String, Object> body =
                new TreeMap<>(Map.of("before", erasing.before.toString(), "name", erasing.name, "bodies", bodies));
        if (erasing.actor.by() != null) {
            body.put("by", erasing.actor.by());
        }
        PreparedEntry entry = PreparedEntry.of(new NewEntry(
                erasing.ids.get(),
                EntryKind.ERASURE,
                erasing.at,
                release,
                erasing.actor.cameFrom(),
                JsonMapper.shared().writeValueAsString(body)));
        EntryTable.append(transaction, chain, entry);
    }
}

package tunewise.ledger.verify;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryHash;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.Packed;
import tunewise.ledger.entry.ReleaseText;
import tunewise.ledger.entry.Restoration;
import tunewise.ledger.entry.VerifyExport.Chain;
import tunewise.ledger.entry.VerifyExport.Erasure;
import tunewise.ledger.entry.VerifyExport.Link;
import tunewise.ledger.entry.VerifyExport.Signed;
import tunewise.ledger.search.IndexCheck;
import tunewise.ledger.store.CheckpointTable;
import tunewise.ledger.store.EntryRow;
import tunewise.ledger.store.EntryTable;
import tunewise.ledger.store.ReleaseTable;
import tunewise.ledger.store.Store;
import tunewise.ledger.verify.Verification.Break;
import tunewise.text.ValueText;

/** Reads the chains in order and recomputes every hash. */
public final class Verifier {
    private static final int AT_ONCE = 256;

    private final Handle handle;
    private final LongConsumer steps;
    private long looked;
    private final Map<String, Verification.Chain> found = new LinkedHashMap<>();

    private Verifier(Handle handle, LongConsumer steps) {
        this.handle = handle;
        this.steps = steps;
    }

    /**
     * Holds the chains against the checkpoints in the store and others.
     *
     * @param kept texts of checkpoints of the store's own chain that were kept beside it
     * @param outside text of a checkpoint of the key's chain; empty for none
     * @param publicKey of whoever signed, in PEM
     */
    public static Verification verify(Store store, List<String> kept, String outside, String publicKey) {
        return verify(store, kept, outside, publicKey, entries -> {});
    }

    /** The same, and passes on how many entries it has read. An exception of the listener stops it. */
    public static Verification verify(
            Store store, List<String> kept, String outside, String publicKey, LongConsumer steps) {
        Optional<Break> damage = damage(store);
        return damage.isPresent()
                ? Verification.of(List.of(), List.of(damage.get()))
                : store.read(handle -> new Verifier(handle, steps).verified(store, kept, outside, publicKey));
    }

    /** What was damaged, as a failing disk damages it, tells nothing about what anybody did. */
    public static Optional<Break> damage(Store store) {
        return store.database()
                .damage()
                .map(found -> new Break(
                        Verification.Kind.DAMAGED,
                        "",
                        0,
                        "",
                        "the store is damaged, and what it holds cannot be relied on: " + found
                                + ". This need not be tampering. Maybe its disk fails; 'ledger restore' puts a"
                                + " backup in place."));
    }

    private Verification verified(Store store, List<String> kept, String outside, String publicKey) {
        Map<String, String> keys = store.chains(handle);
        String signed = keys.entrySet().stream()
                .filter(chain -> chain.getValue().equals(publicKey))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(store.chain());
        keys.put(signed, publicKey);
        keys.forEach((chain, key) -> {
            boolean own = chain.equals(store.chain());
            List<String> beside = own ? kept : List.of();
            String given = chain.equals(signed) ? outside : "";
            Verification.Chain verified = verified(chain, key, beside, given);
            if (!own
                    || keys.size() == 1
                    || verified.count() > 0
                    || !verified.fault().isEmpty()) {
                found.put(chain, verified);
            }
        });
        List<Break> besides = new ArrayList<>();
        store.stray(handle).map(Verifier::inserted).ifPresent(besides::add);
        besides.addAll(releases());
        if (besides.isEmpty()
                && found.values().stream().allMatch(chain -> chain.fault().isEmpty())) {
            IndexCheck.differences(handle)
                    .forEach(what -> besides.add(new Break(
                            Verification.Kind.INDEX_ALTERED,
                            "",
                            0,
                            "",
                            what + " The entries hold; 'ledger reindex' makes lists and counts anew from them.")));
        }
        return Verification.of(List.copyOf(found.values()), besides);
    }

    private static Break inserted(Entry stray) {
        return new Break(
                Verification.Kind.INSERTED,
                stray.chain(),
                stray.seq(),
                stray.id(),
                "entry " + stray.seq() + " of the unknown chain " + ValueText.value(stray.chain()) + " was inserted.");
    }

    /** Releases that were published and are not stored as they were. */
    private List<Break> releases() {
        Map<String, Boolean> sound = new LinkedHashMap<>();
        ReleaseTable.each(
                handle,
                (hash, content) -> sound.put(
                        hash,
                        content.flatMap(ReleaseText::readable)
                                .filter(files -> files.hash().equals(hash))
                                .isPresent()));
        Set<String> needed = new LinkedHashSet<>(sound.keySet());
        for (Entry entry : EntryTable.newest(handle, EntryKind.PUBLICATION, Integer.MAX_VALUE)) {
            needed.add(entry.release());
        }
        List<Break> breaks = new ArrayList<>();
        for (String hash : needed) {
            if (!sound.getOrDefault(hash, false)) {
                breaks.add(new Break(
                        sound.containsKey(hash) ? Verification.Kind.RELEASE_ALTERED : Verification.Kind.RELEASE_LOST,
                        "",
                        0,
                        hash,
                        "the stored release " + hash + (sound.containsKey(hash) ? " was altered" : " is gone")
                                + ". Maybe a backup still has it."));
            }
        }
        return breaks;
    }

    private Verification.Chain verified(String chain, String publicKey, List<String> kept, String outside) {
        Set<Signed> signed = new LinkedHashSet<>();
        if (!outside.isEmpty() && !add(outside, publicKey, signed)) {
            return Verification.Chain.forged(chain, "the checkpoint");
        }
        for (String json : CheckpointTable.all(handle, chain)) {
            if (!add(json, publicKey, signed)) {
                return Verification.Chain.forged(chain, "a checkpoint in the store");
            }
        }
        List<Restoration> restorations = restorations(handle, chain, publicKey);
        for (String json : kept) {
            Optional<Signed> read = Signed.read(json, publicKey);
            if (read.isEmpty()) {
                return Verification.Chain.forged(chain, "a checkpoint in the data folder");
            }
            read.filter(checkpoint -> restorations.stream().noneMatch(each -> each.explains(checkpoint)))
                    .ifPresent(signed::add);
        }
        Chain links = new Chain(erasures(chain), List.copyOf(signed));
        try (ResultIterator<Row> rows = rows("select * from entries where chain = :chain order by seq", chain)) {
            while (rows.hasNext() && links.fault().isEmpty()) {
                List<Row> some = new ArrayList<>();
                while (rows.hasNext() && some.size() < AT_ONCE) {
                    some.add(rows.next());
                }
                looked += some.size();
                steps.accept(looked);
                // Unpacking and hashing bodies is nearly all the work, and each is its own.
                for (Link link : some.parallelStream().map(Row::link).toList()) {
                    if (!links.take(link)) {
                        break;
                    }
                }
            }
        }
        links.end();
        return Verification.Chain.of(
                chain, links, restorations.stream().map(Restoration::summary).toList());
    }

    /** What the entries of a chain tell of restorations, as far as this key has signed it. */
    public static List<Restoration> restorations(Handle handle, String chain, String publicKey) {
        return handle
                .createQuery("select * from entries where chain = :chain and kind = 'restoration' order by seq")
                .bind("chain", chain)
                .map((row, context) -> restoration(row, publicKey))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** What cannot be read explains nothing, and is found at its place. */
    private static Optional<Restoration> restoration(ResultSet row, String publicKey) {
        try {
            return Restoration.read(EntryRow.entry(row), publicKey);
        } catch (SQLException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean add(String json, String publicKey, Set<Signed> signed) {
        Optional<Signed> read = Signed.read(json, publicKey);
        read.ifPresent(signed::add);
        return read.isPresent();
    }

    private List<Erasure> erasures(String chain) {
        List<Erasure> erasures = new ArrayList<>();
        try (ResultIterator<Row> rows =
                rows("select * from entries where chain = :chain and kind = 'erasure' order by seq", chain)) {
            rows.forEachRemaining(row -> Erasure.in(row.link()).ifPresent(erasures::add));
        }
        return erasures;
    }

    private ResultIterator<Row> rows(String select, String chain) {
        return handle.createQuery(select)
                .bind("chain", chain)
                .setFetchSize(AT_ONCE)
                .map((row, context) -> Row.of(row))
                .iterator();
    }

    /** A row as it is, however badly it was treated. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Row(@Nullable Entry entry, byte[] packed) {
        static Row of(ResultSet row) throws SQLException {
            byte[] packed = row.getBytes("body");
            try {
                return new Row(EntryRow.entry(row, Entry.ERASED), packed);
            } catch (SQLException | RuntimeException e) {
                return new Row(null, packed);
            }
        }

        Link link() {
            if (entry == null) {
                return Link.UNREADABLE;
            }
            try {
                byte[] body = packed.length == 0 ? packed : Packed.unpackBytes(packed);
                return Link.of(entry.hash(), EntryHash.text(entry), body);
            } catch (IOException | RuntimeException e) {
                return Link.UNREADABLE;
            }
        }
    }
}

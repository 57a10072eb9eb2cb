package tunewise.ledger;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tunewise.catalog.RuleFiles;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.ledger.entry.NewEntry;
import tunewise.ledger.entry.Publication;
import tunewise.ledger.entry.Publication.Content;
import tunewise.ledger.entry.PublicationBody;
import tunewise.ledger.entry.ReleaseText;
import tunewise.ledger.store.EntryTable;
import tunewise.ledger.store.ReleaseTable;

/** The releases that were made active, one after the other, with their files. All instances share them. */
public final class Publications {
    /** Rules and fixtures of the release that answers, of the one before, and of one that is looked at. */
    private static final int MOST_RECENT = 6;

    private final StoreAccess access;
    private final LedgerWriter writer;
    private final Proof proof;
    private final Map<String, Known> recent = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST_RECENT;
        }
    });

    Publications(StoreAccess access, LedgerWriter writer, Proof proof) {
        this.access = access;
        this.writer = writer;
        this.proof = proof;
    }

    /**
     * Makes a release the active one: keeps it whole under its content hash, and then records its publication. Whatever
     * interrupts this, either the old or the new release is active.
     *
     * @param publication of these rules and fixtures
     * @throws StaleBaseException when its base is not what is active; nothing is published then
     */
    public void publish(Publication publication, RuleFiles rules, RuleFiles fixtures) {
        Content content = publication.content();
        keep(content.release(), rules);
        if (content.fixtures() != null) {
            keep(content.fixtures(), fixtures);
        }
        proof.appended(writer.append(
                new NewEntry(
                        publication.id(),
                        EntryKind.PUBLICATION,
                        publication.at(),
                        content.release(),
                        publication.cameFrom(),
                        PublicationBody.of(publication)),
                newest -> Objects.equals(
                        publication.base(),
                        newest.map(entry -> PublicationBody.read(entry).content())
                                .orElse(null))));
    }

    private void keep(String hash, RuleFiles files) {
        access.run(() -> access.store().write(handle -> {
            ReleaseTable.keep(handle, hash, ReleaseText.of(files));
            return handle;
        }));
    }

    /** By which hashes the store keeps some rules and what tests them. */
    public static Content content(RuleFiles rules, RuleFiles fixtures) {
        return new Content(rules.hash(), fixtures.files().isEmpty() ? null : fixtures.hash());
    }

    /** What was published last, which is what answers. */
    public Optional<Publication> active() {
        return newest(1).stream().findFirst();
    }

    /** What was published, newest first. */
    public List<Publication> newest(int limit) {
        return access.read(handle -> EntryTable.newest(handle, EntryKind.PUBLICATION, limit)).stream()
                .map(PublicationBody::read)
                .toList();
    }

    /** The files of a release, or of its fixtures, checked against their hash unless they are stored as they were. */
    public Optional<RuleFiles> release(String hash) {
        return access.read(handle -> ReleaseTable.find(handle, hash)).map(stored -> {
            Known known = recent.get(hash);
            if (known != null && Arrays.equals(known.stored, stored)) {
                return known.files;
            }
            RuleFiles files = ReleaseTable.readable(stored)
                    .map(ReleaseText::read)
                    .orElseThrow(() -> new LedgerUnavailableException(
                            "the stored release " + hash + " cannot be read. Maybe a backup still has it."));
            String found = files.hash();
            if (!found.equals(hash)) {
                throw new LedgerUnavailableException("the stored release " + hash + " was altered: its content is "
                        + found + ". Maybe a backup still has it.");
            }
            recent.put(hash, new Known(stored, files));
            return files;
        });
    }

    /** Files that were checked, and how they are stored. */
    private static final class Known {
        private final byte[] stored;
        private final RuleFiles files;

        Known(byte[] stored, RuleFiles files) {
            this.stored = stored;
            this.files = files;
        }
    }

    /** Waits until some instance publishes, as far as that can be noticed, but not longer than this. */
    public void await(Duration longest) throws InterruptedException {
        access.store().database().awaitPublication(longest);
    }
}

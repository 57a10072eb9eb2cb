package tunewise.ledger.entry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A release that was made the active one, as the ledger has it.
 *
 * @param id of its entry
 * @param at when it began to answer
 * @param content what was published
 * @param base what was active when work on it began; null for the first, and where nobody said
 */
public record Publication(
        String id,
        Instant at,
        Content content,
        @Nullable Content base,
        String author,
        String comment,
        String cameFrom,
        Consent consent) {

    /** One that nobody had to prove anything for. */
    public Publication(
            String id,
            Instant at,
            Content content,
            @Nullable Content base,
            String author,
            String comment,
            String cameFrom) {
        this(id, at, content, base, author, comment, cameFrom, Consent.NONE);
    }

    /**
     * Texts by their hashes, under which the store keeps them.
     *
     * @param release content hash of rules and catalogs, which every answer names
     * @param fixtures content hash of what tests them; null where there was nothing
     */
    public record Content(String release, @Nullable String fixtures) {}
}

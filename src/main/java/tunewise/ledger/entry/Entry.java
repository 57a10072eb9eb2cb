package tunewise.ledger.entry;

import java.time.Instant;

/**
 * One line of the ledger.
 *
 * @param chain id of the chain that it is a link of
 * @param seq from 1, without gaps
 * @param kind {@code recommendation}, {@code publication}, {@code review}, {@code report}, {@code erasure},
 *     {@code restoration} or {@code act}
 * @param release content hash of the rules in force
 * @param cameFrom page, api or command-line
 * @param body canonical JSON (RFC 8785), or {@link #ERASED}
 * @param bodyHash SHA-256 of the body's UTF-8 bytes, in hex
 * @param previousHash hash of the entry before; 64 zeros for the first
 * @param hash see {@link EntryHash}
 */
public record Entry(
        String chain,
        long seq,
        String id,
        String kind,
        Instant createdAt,
        String release,
        String cameFrom,
        String body,
        String bodyHash,
        String previousHash,
        String hash) {
    public static final String ERASED = "";

    /** Whether the body was erased by the rules of retention; the chain still holds its hash. */
    public boolean erased() {
        return body.equals(ERASED);
    }
}

package tunewise.ledger.entry;

import java.time.Instant;

/**
 * The head of the chain at a moment, signed, to be kept where whoever writes the ledger cannot reach it.
 *
 * @param json as it is exported: {@code {"checkpoint":{"hash":…,"madeAt":…,"seq":…,"version":1},"signature":…}}, where
 *     the signature (Ed25519, base64) is of the characters of the inner object
 */
public record Checkpoint(long seq, String hash, Instant madeAt, String json) {
    public static Checkpoint sign(long seq, String hash, Instant madeAt, Keys keys) {
        String inner = "{\"hash\":\"" + hash + "\",\"madeAt\":\"" + madeAt + "\",\"seq\":" + seq + ",\"version\":1}";
        return new Checkpoint(
                seq, hash, madeAt, "{\"checkpoint\":" + inner + ",\"signature\":\"" + keys.sign(inner) + "\"}");
    }
}

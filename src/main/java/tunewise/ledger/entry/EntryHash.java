package tunewise.ledger.entry;

import java.util.regex.Pattern;
import tunewise.advice.AnswerJson;

/**
 * How entries are chained. The hash of an entry is the SHA-256, in lower-case hex, of the UTF-8 bytes of this JSON
 * object in canonical form (RFC 8785: members sorted by name, no white space):
 *
 * <pre>{"bodyHash":…,"cameFrom":…,"createdAt":…,"id":…,"kind":…,"previousHash":…,"release":…,"seq":…}</pre>
 *
 * <p>bodyHash is the SHA-256 of the body in canonical form, createdAt an ISO-8601 instant in UTC, seq a number,
 * previousHash the hash of the entry before. As the chain holds only the hash of a body, a body can later be erased
 * while the chain stays provable.
 */
public final class EntryHash {
    public static final String FIRST_PREVIOUS = "0".repeat(64);

    /** What is in canonical form as it stands: members are in order, and nothing has to be escaped. */
    private static final Pattern PLAIN = Pattern.compile("[ -\\[\\]-~]*");

    private EntryHash() {}

    public static Entry seal(PreparedEntry prepared, String chain, long seq, String previousHash) {
        NewEntry draft = prepared.draft();
        Entry open = new Entry(
                chain,
                seq,
                draft.id(),
                draft.kind(),
                draft.createdAt(),
                draft.release(),
                draft.cameFrom(),
                prepared.body(),
                prepared.bodyHash(),
                previousHash,
                "");
        return new Entry(
                chain,
                seq,
                open.id(),
                open.kind(),
                open.createdAt(),
                open.release(),
                open.cameFrom(),
                open.body(),
                open.bodyHash(),
                previousHash,
                of(open));
    }

    /** Whether an entry is what its hash was taken of; of an erased body only its hash is left. */
    public static boolean sound(Entry entry) {
        return of(entry).equals(entry.hash())
                && (entry.erased() || sha256(entry.body()).equals(entry.bodyHash()));
    }

    public static String of(Entry entry) {
        return sha256(text(entry));
    }

    /** The characters that the hash of an entry is of. */
    public static String text(Entry entry) {
        String json = "{\"bodyHash\":" + quoted(entry.bodyHash())
                + ",\"cameFrom\":" + quoted(entry.cameFrom())
                + ",\"createdAt\":" + quoted(entry.createdAt().toString())
                + ",\"id\":" + quoted(entry.id())
                + ",\"kind\":" + quoted(entry.kind())
                + ",\"previousHash\":" + quoted(entry.previousHash())
                + ",\"release\":" + quoted(entry.release())
                + ",\"seq\":" + entry.seq() + "}";
        return PLAIN.matcher(json).matches() ? json : canonical(json);
    }

    static String canonical(String json) {
        return CanonicalJson.of(AnswerJson.MAPPER.readTree(json));
    }

    public static String sha256(String text) {
        return VerifyExport.sha256(text);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

package tunewise.ledger.entry;

import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;

/**
 * A draft with all the work done that needs no knowledge of the chain, by whoever hands it in rather than by the one
 * writer.
 *
 * @param body canonical JSON (RFC 8785)
 * @param packed the body as it is stored
 */
@SuppressWarnings("ArrayRecordComponent")
public record PreparedEntry(NewEntry draft, String body, String bodyHash, byte[] packed, IndexedFields indexed) {
    public static PreparedEntry of(NewEntry draft) {
        JsonNode body = AnswerJson.MAPPER.readTree(draft.bodyJson());
        String canonical = CanonicalJson.of(body);
        return new PreparedEntry(
                draft,
                canonical,
                EntryHash.sha256(canonical),
                Packed.pack(canonical),
                IndexedFields.of(draft.id(), draft.kind(), body));
    }
}

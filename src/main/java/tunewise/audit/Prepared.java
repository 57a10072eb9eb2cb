package tunewise.audit;

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
record Prepared(Draft draft, String body, String bodyHash, byte[] packed, Indexed indexed) {
    static Prepared of(Draft draft) {
        JsonNode told = AnswerJson.MAPPER.readTree(draft.bodyJson());
        String body = CanonicalJson.of(told);
        return new Prepared(
                draft, body, EntryHash.sha256(body), Packed.pack(body), Indexed.of(draft.id(), draft.kind(), told));
    }
}

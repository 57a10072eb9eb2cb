package tunewise.ledger.entry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
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

    /** Likewise of a recommendation, written and indexed from the record itself. */
    public static PreparedEntry of(Instant createdAt, String release, String cameFrom, RecommendationBody body) {
        String id = body.recommendation().id();
        String canonical = CanonicalRecords.of(body);
        byte[] written = canonical.getBytes(StandardCharsets.UTF_8);
        return new PreparedEntry(
                new NewEntry(id, EntryKind.RECOMMENDATION, createdAt, release, cameFrom, canonical),
                canonical,
                VerifyExport.sha256(written),
                Packed.pack(written),
                IndexedFields.of(body));
    }
}

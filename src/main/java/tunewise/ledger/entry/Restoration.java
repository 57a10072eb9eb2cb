package tunewise.ledger.entry;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tunewise.advice.AnswerJson;
import tunewise.ledger.entry.VerifyExport.Signed;

/**
 * Tells that an older backup was put in place of a store, and that what came after it was lost. It is signed, as whoever
 * can only write the store must not be able to pass a removal off as one; and it counts only at its place, right after
 * the last entry of the backup.
 *
 * @param restoredSeq the last entry of the backup, whose hash is restoredHash
 * @param lostThrough the last entry that is known to have been there; the same as restoredSeq when none was lost
 * @param lostCheckpoints hashes that were signed of entries which were lost
 * @param name of whoever restored it, and why in the comment
 */
public record Restoration(
        Instant at,
        long restoredSeq,
        String restoredHash,
        long lostThrough,
        List<String> lostCheckpoints,
        String name,
        String comment) {

    /** As an entry keeps it: {@code {"restoration":R,"signature":S}}, S (Ed25519, base64) of the characters of R. */
    public String body(Keys keys) {
        ObjectNode content = AnswerJson.MAPPER.createObjectNode();
        content.put("at", at.toString());
        content.put("comment", comment);
        lostCheckpoints.forEach(content.putArray("lostCheckpoints")::add);
        content.put("lostThrough", lostThrough);
        content.put("name", name);
        content.put("restoredHash", restoredHash);
        content.put("restoredSeq", restoredSeq);
        ObjectNode body = AnswerJson.MAPPER.createObjectNode();
        body.put("signature", keys.sign(CanonicalJson.of(content)));
        body.set("restoration", content);
        return body.toString();
    }

    /** Empty when it is not signed by this key, or stands where it does not belong. */
    public static Optional<Restoration> read(Entry entry, String publicKey) {
        try {
            JsonNode body = AnswerJson.MAPPER.readTree(entry.body());
            JsonNode content = body.path("restoration");
            if (!Signed.isSigned(
                    CanonicalJson.of(content), body.path("signature").asString(""), publicKey)) {
                return Optional.empty();
            }
            Restoration restoration = new Restoration(
                    Instant.parse(content.path("at").asString()),
                    content.path("restoredSeq").asLong(),
                    content.path("restoredHash").asString(),
                    content.path("lostThrough").asLong(),
                    content.path("lostCheckpoints")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList(),
                    content.path("name").asString(),
                    content.path("comment").asString());
            boolean inPlace = entry.seq() == restoration.restoredSeq + 1
                    && entry.previousHash().equals(restoration.restoredHash);
            return inPlace ? Optional.of(restoration) : Optional.empty();
        } catch (JacksonException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Whether a checkpoint signed what was lost then. */
    public boolean explains(Signed checkpoint) {
        return lostCheckpoints.contains(checkpoint.hash());
    }

    /** As in "Entries 12 to 40 were lost on …, when Ada put an older backup in place: the disk broke." */
    public String summary() {
        String lost = lostThrough == restoredSeq
                ? "Nothing is known to have been lost on "
                : lostThrough == restoredSeq + 1
                        ? "Entry " + lostThrough + " was lost on "
                        : "Entries " + (restoredSeq + 1) + " to " + lostThrough + " were lost on ";
        return lost + at + ", when " + name + " put a backup in place: " + comment;
    }
}

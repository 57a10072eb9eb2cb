package tunewise.ledger.entry;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tunewise.ledger.entry.Publication.Content;

/** What an entry of the ledger keeps of a publication; the store's other columns have the rest. */
public final class PublicationBody {
    private static final JsonMapper JSON = JsonMapper.shared();

    private PublicationBody() {}

    public static String of(Publication publication) {
        ObjectNode body = JSON.createObjectNode();
        body.put("author", publication.author());
        body.put("comment", publication.comment());
        body.put("release", publication.content().release());
        if (publication.content().fixtures() != null) {
            body.put("fixtures", publication.content().fixtures());
        }
        Content base = publication.base();
        if (base != null) {
            body.put("baseRelease", base.release());
            if (base.fixtures() != null) {
                body.put("baseFixtures", base.fixtures());
            }
        }
        Consent consent = publication.consent();
        if (consent.by() != null) {
            body.set("by", JSON.valueToTree(consent.by()));
        }
        if (!consent.approvedBy().isEmpty()) {
            body.set("approvedBy", JSON.valueToTree(consent.approvedBy()));
        }
        if (consent.emergency()) {
            body.put("emergency", true);
        }
        return JSON.writeValueAsString(body);
    }

    public static Publication read(Entry entry) {
        JsonNode body = JSON.readTree(entry.body());
        return new Publication(
                entry.id(),
                entry.createdAt(),
                new Content(entry.release(), body.path("fixtures").asString(null)),
                body.has("baseRelease")
                        ? new Content(
                                body.get("baseRelease").asString(),
                                body.path("baseFixtures").asString(null))
                        : null,
                body.path("author").asString(""),
                body.path("comment").asString(""),
                entry.cameFrom(),
                new Consent(
                        Act.by(body),
                        body.path("approvedBy")
                                .valueStream()
                                .map(each -> JSON.treeToValue(each, Identity.class))
                                .toList(),
                        body.path("emergency").asBoolean(false)));
    }
}

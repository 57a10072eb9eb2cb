package tunewise.ledger.entry;

import java.time.Instant;

/** What is to become an {@link Entry}; the body is any JSON object. */
public record NewEntry(String id, String kind, Instant createdAt, String release, String cameFrom, String bodyJson) {}

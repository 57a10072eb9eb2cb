package tunewise.audit;

import java.time.Instant;

/** What is to become an {@link Entry}; the body is any JSON object. */
public record Draft(String id, String kind, Instant createdAt, String release, String cameFrom, String bodyJson) {}

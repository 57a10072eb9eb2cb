package tunewise.audit;

import java.time.Instant;

/** The rules that answer. */
public record ActiveRelease(String hash, Instant publishedAt) {}

package tunewise.ledger.entry;

import java.util.Map;
import tunewise.ledger.entry.Replay.Result;

/**
 * What came of making recorded recommendations again by a later release, as far as that was done.
 *
 * @param against the release that made them again; empty when nobody did yet
 * @param byRelease by the release that had answered, how many came out how
 */
public record Drift(String against, Map<String, Map<Result, Long>> byRelease) {}

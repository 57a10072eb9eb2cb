package tunewise.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tunewise.advice.AnswerJson;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;

/** How often rules fired in the newest recorded recommendations, looked up at most once in a while. */
public final class RuleUse {
    private static final int NEWEST = 1_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final Clock clock;
    private Instant countedAt = Instant.MIN;
    private Counts counts = new Counts(0, Map.of());

    RuleUse(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * What was counted.
     *
     * @param recommendations how many were looked at
     */
    public record Counts(int recommendations, Map<String, Fired> byRule) {
        public Optional<Fired> of(String rule) {
            return Optional.ofNullable(byRule.get(rule));
        }
    }

    /** In how many recommendations a rule fired, and when last. */
    public record Fired(int times, Instant last) {}

    synchronized Counts counts() {
        Instant now = clock.instant();
        if (counts.recommendations() == 0 || countedAt.isBefore(now.minus(KEPT))) {
            Map<String, Fired> byRule = new TreeMap<>();
            int[] seen = {0};
            ledger.visitNewest(EntryKind.RECOMMENDATION, NEWEST, null, null, entry -> {
                if (entry.erased()) {
                    return;
                }
                seen[0]++;
                rules(entry)
                        .forEach(rule -> byRule.merge(
                                rule,
                                new Fired(1, entry.createdAt()),
                                (newer, older) -> new Fired(newer.times() + 1, newer.last())));
            });
            counts = new Counts(seen[0], Map.copyOf(byRule));
            countedAt = now;
        }
        return counts;
    }

    private static Set<String> rules(Entry entry) {
        Set<String> rules = new HashSet<>();
        for (JsonNode rule : AnswerJson.MAPPER.readTree(entry.body()).at("/recommendation/rules")) {
            rules.add(rule.path("rule").asString());
        }
        return rules;
    }
}

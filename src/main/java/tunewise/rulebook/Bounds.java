package tunewise.rulebook;

import java.time.Duration;

/**
 * How far the rules may go for one question. All bounds are far above any honest question.
 *
 * @param firings of one phase
 * @param combinations of facts that one rule would have to look at
 * @param characters of one text of a finding
 * @param charactersInAll of all texts that were found
 * @param time from its beginning to its end
 */
record Bounds(int firings, long combinations, int characters, int charactersInAll, Duration time) {
    static final Bounds USUAL = new Bounds(20_000, 2_000_000, 2_000, 2_000_000, Duration.ofSeconds(10));
}

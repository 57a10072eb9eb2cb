package tunewise.rulebook;

import java.time.Duration;

/**
 * How far the rules may go for one question, all of them together. All bounds are far above any honest question: of the
 * shipped rules none comes to a twentieth.
 *
 * @param firings from the first phase to the last
 * @param combinations of facts that rules would have to put together
 * @param characters of one text of a finding
 * @param charactersInAll of all texts that were found
 * @param time from its beginning to its end
 */
record Bounds(int firings, long combinations, int characters, int charactersInAll, Duration time) {
    static final Bounds USUAL = new Bounds(40_000, 1_000_000, 2_000, 2_000_000, Duration.ofSeconds(10));
}

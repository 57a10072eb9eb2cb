package tunewise.catalog;

import java.time.LocalDate;

/**
 * A rule that was taken out, whose id is never used again.
 *
 * @param rule its id, as in {@code PRF-220}
 * @param required what it required, in its own words
 */
public record RetiredRule(String rule, String required, LocalDate retired, String because) {}

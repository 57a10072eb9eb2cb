package tunewise.catalog;

/**
 * What is at stake where nobody heeds a warning.
 *
 * @param rule that warns
 * @param jobShare dollars at stake, as a share of what the whole job costs; the order in which warnings are told
 */
public record Stake(String rule, double jobShare) {}

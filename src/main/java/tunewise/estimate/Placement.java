package tunewise.estimate;

/**
 * Where a run's GPUs stand, how often it steps, and how long its samples are.
 *
 * @param accumulation micro batches of one step of the optimizer
 * @param meanTokens of one sequence, where samples have rows of their own; 0 where nobody told
 * @param nodes machines that the GPUs stand in
 * @param gbitPerS what one machine sends to the others, in Gbit/s
 */
public record Placement(int accumulation, double meanTokens, int nodes, double gbitPerS) {
    public static final Placement USUAL = new Placement(1, 0, 1, 0);
}

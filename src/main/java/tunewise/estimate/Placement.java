package tunewise.estimate;

/**
 * Where a run's GPUs stand, and how often it steps.
 *
 * @param accumulation micro batches of one step of the optimizer
 * @param nodes machines that the GPUs stand in
 * @param gbitPerS what one machine sends to the others, in Gbit/s
 */
public record Placement(int accumulation, int nodes, double gbitPerS) {
    public static final Placement USUAL = new Placement(1, 1, 0);
}

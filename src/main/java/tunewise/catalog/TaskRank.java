package tunewise.catalog;

import tunewise.question.Task;
import tunewise.text.Described;
import tunewise.text.Figures;

/**
 * How large adapters have to be for a task.
 *
 * @param floor least rank, however little data there is
 * @param tokensFactor adapter weights needed for each unique token
 * @param most largest rank that is worth training
 */
public record TaskRank(Task task, int floor, double tokensFactor, int most, String source, String note)
        implements Described {

    /** The rank at which adapters have room for so many unique tokens: the next power of two, within the bounds. */
    public int rank(long tokens, double weightsPerRank) {
        double needed = needed(tokens, weightsPerRank);
        int rank = Integer.highestOneBit(floor);
        while (rank < needed && rank < most) {
            rank *= 2;
        }
        return Math.max(floor, Math.min(rank, most));
    }

    /** The rank that the data asks for, without bounds; 0 when the model's shape is unknown. */
    public double needed(long tokens, double weightsPerRank) {
        return weightsPerRank > 0 ? tokensFactor * tokens / weightsPerRank : 0;
    }

    /** Whether adapters of a rank have room for so many unique tokens. */
    public boolean holds(int rank, long tokens, double weightsPerRank) {
        return needed(tokens, weightsPerRank) <= rank;
    }

    @Override
    public String summary() {
        return "rank for " + task.id() + ": " + Figures.plain(tokensFactor, 0) + " adapter weights a token, " + floor
                + " to " + most;
    }
}

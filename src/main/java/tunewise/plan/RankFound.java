package tunewise.plan;

import tunewise.catalog.TaskRank;
import tunewise.text.Figures;
import tunewise.training.Method;

/** The rank of adapters to begin with. */
public record RankFound(int rank, String text) implements Finding {

    /**
     * The rank that a number of unique tokens asks for.
     *
     * @param weightsPerRank weights that adapters of the model have for each rank
     */
    public static RankFound of(TaskRank task, long tokens, double weightsPerRank) {
        int rank = task.rank(tokens, weightsPerRank);
        String text =
                Figures.grouped(tokens) + " unique tokens of " + task.task().id() + " x "
                        + Figures.plain(task.tokensFactor(), 0) + " adapter weights a token / "
                        + Figures.grouped(weightsPerRank, 0) + " weights a rank = rank "
                        + Figures.plain(task.needed(tokens, weightsPerRank), 1) + "; the next power of two from "
                        + task.floor() + " to " + task.most() + " is " + rank + ".";
        return new RankFound(rank, text);
    }

    @Override
    public boolean concerns(Quote quote) {
        return quote.plan().method() != Method.FULL;
    }
}

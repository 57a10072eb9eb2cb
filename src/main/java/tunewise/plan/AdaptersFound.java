package tunewise.plan;

import tunewise.catalog.Recipe;
import tunewise.text.Figures;
import tunewise.training.Method;

/**
 * How adapters of the choice are set up beside their rank.
 *
 * @param alpha what they are multiplied with, divided by their rank
 * @param dropout share of their inputs that is left out
 */
public record AdaptersFound(int alpha, double dropout, String text) implements Finding {
    /** As a recipe has it. */
    public static AdaptersFound taking(Recipe recipe, int rank) {
        String dropout = recipe.dropout() == 0 ? "no" : Figures.plain(100 * recipe.dropout(), 0) + " %";
        String text = "adapters of rank " + rank + " take alpha " + recipe.alpha() + " and " + dropout + " dropout.";
        return new AdaptersFound(recipe.alpha(), recipe.dropout(), text);
    }

    /** The same in the words of 0.2.0, whose releases still call this. */
    public static AdaptersFound of(Recipe recipe, int rank) {
        String text = "adapters of rank " + rank + " count with " + recipe.alpha() + " / " + rank + "; "
                + Figures.plain(100 * recipe.dropout(), 0)
                + " % of their inputs are dropped, as the estimate of memory has it.";
        return new AdaptersFound(recipe.alpha(), recipe.dropout(), text);
    }

    @Override
    public boolean concerns(Quote quote) {
        return quote.plan().method() != Method.FULL;
    }
}

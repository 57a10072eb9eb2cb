package tunewise.plan;

import tunewise.catalog.Recipe;
import tunewise.question.Question;
import tunewise.text.Figures;

/**
 * How the choice learns.
 *
 * @param learningRate at its peak
 * @param steps of the optimizer, with samples packed to the sequence length where the kernel keeps them apart
 * @param warmUpSteps among them, over which the learning rate rises
 * @param gradientClip largest norm of all gradients together
 */
public record LearningFound(
        double learningRate,
        Recipe.Schedule schedule,
        long steps,
        long warmUpSteps,
        double weightDecay,
        double gradientClip,
        String text)
        implements Finding {

    /** As others train with the method, over the steps that the data takes. */
    public static LearningFound following(Recipe recipe, Plan plan, Question question) {
        long steps = plan.steps(question.trainedTokens(), question.rowTokens(plan.flashAttention()));
        long warmUp = Math.round(recipe.warmUpShare() * steps);
        String text = "a learning rate of " + Figures.plain(recipe.learningRate(), 6) + " with a "
                + recipe.schedule().id() + " schedule, " + Figures.grouped(warmUp) + " of " + Figures.grouped(steps)
                + " steps to warm up, and gradients clipped at " + Figures.plain(recipe.gradientClip(), 1) + ".";
        return new LearningFound(
                recipe.learningRate(),
                recipe.schedule(),
                steps,
                warmUp,
                recipe.weightDecay(),
                recipe.gradientClip(),
                text);
    }

    /** The same in the words of 0.2.0, whose releases still call this. */
    public static LearningFound of(Recipe recipe, Plan plan, Question question) {
        LearningFound found = following(recipe, plan, question);
        String text = "a learning rate of " + Figures.plain(recipe.learningRate(), 6) + ", "
                + recipe.schedule().id() + " after " + Figures.grouped(found.warmUpSteps) + " of "
                + Figures.grouped(found.steps) + " steps of warm-up, gradients clipped at "
                + Figures.plain(recipe.gradientClip(), 1) + ".";
        return new LearningFound(
                found.learningRate,
                found.schedule,
                found.steps,
                found.warmUpSteps,
                found.weightDecay,
                found.gradientClip,
                text);
    }

    /** Epochs that would take at least so many steps, where this many take these. */
    public long epochsFor(double least, int epochs) {
        return (long) Math.ceil(epochs * least / steps);
    }

    @Override
    public boolean concerns(Quote quote) {
        return true;
    }
}

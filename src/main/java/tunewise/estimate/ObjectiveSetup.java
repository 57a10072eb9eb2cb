package tunewise.estimate;

import org.jspecify.annotations.Nullable;
import tunewise.catalog.Model;
import tunewise.training.Objective;

/**
 * What training is towards, and what stands beside the model for it.
 *
 * @param generations answers made up to each prompt; 0 where none are
 * @param completionLength tokens of such an answer at most; 0 likewise
 * @param teacher the model to imitate; null without one
 */
public record ObjectiveSetup(Objective objective, int generations, int completionLength, @Nullable Model teacher) {
    public static final ObjectiveSetup SFT = of(Objective.SFT);

    /** An objective that needs nothing more. */
    public static ObjectiveSetup of(Objective objective) {
        return new ObjectiveSetup(objective, 0, 0, null);
    }
}

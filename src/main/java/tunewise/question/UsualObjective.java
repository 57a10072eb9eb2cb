package tunewise.question;

import org.jspecify.annotations.Nullable;
import tunewise.training.Objective;

/** Leaves supervised fine-tuning out of a question's JSON, as questions recorded before there were objectives do. */
final class UsualObjective {
    @Override
    public boolean equals(@Nullable Object value) {
        return value == null || value == Objective.SFT;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}

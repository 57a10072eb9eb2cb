package tunewise.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import tunewise.text.Choice;
import tunewise.text.Described;
import tunewise.text.Figures;
import tunewise.training.Method;
import tunewise.training.Objective;

/**
 * How others train with a method, from a size of model on.
 *
 * @param fromB billions (10^9) of parameters
 * @param learningRate at its peak
 * @param warmUpShare of all steps, over which the learning rate rises
 * @param gradientClip largest norm of all gradients together
 * @param alpha what adapters are multiplied with, divided by their rank; 0 for full fine-tuning
 * @param dropout share of an adapter's inputs that is left out
 */
public record Recipe(
        String id,
        Objective objective,
        Method method,
        double fromB,
        double learningRate,
        Schedule schedule,
        double warmUpShare,
        double weightDecay,
        double gradientClip,
        int alpha,
        double dropout,
        String source,
        String note)
        implements Described {

    /** How the learning rate goes on after its peak. */
    public enum Schedule implements Choice {
        CONSTANT,
        COSINE,
        LINEAR;

        @Override
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String summary() {
        return "recipe " + id + ": learning rate " + Figures.plain(learningRate, 6) + ", " + schedule.id();
    }
}

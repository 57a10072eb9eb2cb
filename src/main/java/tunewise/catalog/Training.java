package tunewise.catalog;

import java.util.List;
import java.util.Optional;
import tunewise.text.Described;
import tunewise.training.Method;
import tunewise.training.Objective;

/**
 * What one trainer makes of one objective, by our files for it.
 *
 * @param trainer id of the format that our files have for it
 * @param takes whether it trains towards this at all
 * @param methods by which it does
 * @param refusal the reason why not, for people; empty where it takes the objective
 * @param imagesRefusal why not with images in the samples; empty where it takes them too
 * @param exceptTypes model types that it breaks off with
 * @param exceptRefusal why it does; empty without such types
 */
public record Training(
        String trainer,
        Objective objective,
        boolean takes,
        List<Method> methods,
        String refusal,
        String imagesRefusal,
        List<String> exceptTypes,
        String exceptRefusal)
        implements Described {
    public Training {
        methods = List.copyOf(methods);
        exceptTypes = List.copyOf(exceptTypes);
    }

    @Override
    public String summary() {
        return trainer + (takes ? " takes " : " does not take ") + objective.label();
    }

    /** Why it does not train a model of some type like this; empty where it does. */
    public Optional<String> refuses(Method method, boolean images, String modelType) {
        if (!takes) {
            return Optional.of(refusal);
        }
        if (exceptTypes.contains(modelType)) {
            return Optional.of(exceptRefusal);
        }
        if (!methods.contains(method)) {
            return Optional.of(
                    trainer + " does not train " + objective.label() + " by " + method.label() + ". Maybe take TRL.");
        }
        return images && !imagesRefusal.isEmpty() ? Optional.of(imagesRefusal) : Optional.empty();
    }
}

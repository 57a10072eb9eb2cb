package tunewise.plan;

import tunewise.training.Method;

/** How many GPUs a method may use. */
public record CountLimit(Method method, int most, String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method();
    }
}

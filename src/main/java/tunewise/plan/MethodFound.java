package tunewise.plan;

import tunewise.training.Method;

/** A method comes into question. */
public record MethodFound(Method method, String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method();
    }
}

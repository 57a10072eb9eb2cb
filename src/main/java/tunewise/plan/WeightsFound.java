package tunewise.plan;

import tunewise.training.Method;

/** What the frozen weights alone take, in GB (10^9 bytes), over all GPUs. */
public record WeightsFound(Method method, double gb, String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method();
    }
}

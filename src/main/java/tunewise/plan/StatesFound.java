package tunewise.plan;

import tunewise.question.Method;

/** What optimizer states and activations take by formula, in GB (10^9 bytes), over all GPUs. */
public record StatesFound(Method method, double optimizerGb, double activationsGb, String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method();
    }
}

package tunewise.plan;

import tunewise.question.Method;

/** Memory a method takes over all GPUs at micro batch 1 and 2,048 tokens, and what each further 2,048 tokens add, in GB (10^9 bytes). */
public record MemoryFound(Method method, double minGb, double perSampleGb, String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method();
    }
}

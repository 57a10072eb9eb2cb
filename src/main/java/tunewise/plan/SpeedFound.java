package tunewise.plan;

import tunewise.question.Method;

/** Training speed on a number of one GPU type, tokens/s of all of them together. */
public record SpeedFound(Method method, String gpu, int gpuCount, double tokensPerSecond, String text)
        implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return (method == quote.plan().method() || method == Method.LORA)
                && gpu.equals(quote.plan().gpu().id())
                && (gpuCount == 1 || gpuCount == quote.plan().gpuCount());
    }
}

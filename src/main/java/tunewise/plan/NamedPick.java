package tunewise.plan;

import tunewise.question.Method;

/** A set-up the guide names for this size and priority. */
public record NamedPick(String pick, Method method, String gpu, int gpuCount, boolean best, String text)
        implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return method == quote.plan().method()
                && gpu.equals(quote.plan().gpu().id())
                && gpuCount == quote.plan().gpuCount();
    }
}

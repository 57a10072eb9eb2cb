package tunewise.plan;

/** Share of the ideal speed that a number of GPUs reaches. */
public record ScalingFound(int gpuCount, double low, double central, double high, String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return gpuCount == quote.plan().gpuCount();
    }
}

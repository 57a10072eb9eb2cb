package tunewise.plan;

/** Fine-tuning is not what the person needs. */
public record GateClosed(String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return true;
    }
}

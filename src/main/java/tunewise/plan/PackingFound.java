package tunewise.plan;

/** Short samples may be packed into one sequence. */
public record PackingFound(String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return true;
    }
}

package tunewise.plan;

/**
 * The implementation that the optimizer of the choice has to come from.
 *
 * @param optimizer as trainers name it
 */
public record OptimizerFound(String optimizer, String text) implements Finding {
    @Override
    public boolean concerns(Quote quote) {
        return true;
    }
}

package tunewise.catalog;

/**
 * A figure of the estimator that was measured rather than derived.
 *
 * @param low what it is at least in practice
 * @param high what it is at most in practice
 */
public record Coefficient(
        EstimatorCoefficient id, double value, double low, double high, String unit, String source, String note) {}

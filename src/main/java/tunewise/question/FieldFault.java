package tunewise.question;

/**
 * One thing wrong with a question.
 *
 * @param field as the contract names it, as in {@code workload.variants}; empty when the whole is meant
 * @param message which value, what was expected, and a "Maybe"
 */
public record FieldFault(String field, String message) {}

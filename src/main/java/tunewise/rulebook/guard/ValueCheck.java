package tunewise.rulebook.guard;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that a field is compared with a value of its own kind; the compiler lets some such mistakes pass. */
final class ValueCheck {
    private static final Pattern COMPARISON =
            Pattern.compile("^(?:\\$\\w+\\s*:\\s*)?([a-z][\\w.]*)\\s*(?:==|!=|<=|>=|<|>)\\s*(.+?)\\s*$");
    private static final Pattern NUMBER = Pattern.compile("-?\\d[\\d_]*(?:\\.\\d+)?(?:[eE][+-]?\\d+)?[LlDdFf]?");
    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final Pattern CONSTANT = Pattern.compile("([A-Z]\\w*(?:\\.[A-Z][a-z]\\w*)*)\\.([A-Z][A-Z0-9_]*)");
    private static final Set<Class<?>> NUMBERS = Set.of(
            int.class, long.class, double.class, float.class, Integer.class, Long.class, Double.class, Float.class);

    private ValueCheck() {}

    /** What is wrong, and what may be meant. */
    record Problem(String message, String hint) {}

    /** constraint is a whole condition; type is that of the field which it begins with. */
    static Optional<Problem> check(String constraint, Class<?> type) {
        Matcher comparison = COMPARISON.matcher(constraint.strip());
        if (!comparison.matches()) {
            return Optional.empty();
        }
        String field = comparison.group(1);
        String value = comparison.group(2);
        Matcher constant = CONSTANT.matcher(value);
        boolean named = constant.matches();
        boolean literal =
                named || NUMBER.matcher(value).matches() || TEXT.matcher(value).matches();
        if (!literal && !value.equals("true") && !value.equals("false")) {
            return Optional.empty();
        }
        if (type.isEnum()) {
            return constantOf(type, field, value, named ? constant.group(1) : "", named ? constant.group(2) : value);
        }
        if (NUMBERS.contains(type)) {
            return NUMBER.matcher(value).matches()
                    ? Optional.empty()
                    : problem(field, "a number", value, "digits, as in 2 or 0.5");
        }
        if (type == String.class) {
            return TEXT.matcher(value).matches()
                    ? Optional.empty()
                    : problem(field, "a text", value, "double quotes around it");
        }
        if (type == boolean.class || type == Boolean.class) {
            return literal ? problem(field, "true or false", value, "true or false") : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Problem> problem(String field, String kind, String value, String meant) {
        return Optional.of(new Problem(
                "'" + field + "' is " + kind + ", but is compared with " + value + ".", "Maybe " + meant + "."));
    }

    private static Optional<Problem> constantOf(
            Class<?> type, String field, String value, String owner, String constant) {
        List<String> names = Stream.of(type.getEnumConstants())
                .map(each -> ((Enum<?>) each).name())
                .toList();
        boolean ownerRight = owner.equals(type.getSimpleName()) || owner.endsWith("." + type.getSimpleName());
        if (ownerRight && names.contains(constant)) {
            return Optional.empty();
        }
        String written = type.getEnclosingClass() == null
                ? type.getSimpleName()
                : type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
        List<String> values = names.stream().map(name -> written + "." + name).collect(Collectors.toList());
        return Optional.of(new Problem(
                "'" + field + "' is one of " + String.join(", ", values) + ", but is compared with " + value + ".",
                SpellingAdvice.maybe(
                        written + "." + constant.replace("\"", ""), values, "Maybe you mean one of them.")));
    }
}

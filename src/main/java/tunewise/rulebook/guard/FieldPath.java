package tunewise.rulebook.guard;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A field of a fact, or of what the fact is made of, as in {@code gpu.id}. */
public final class FieldPath {
    private final List<Method> steps;

    private FieldPath(List<Method> steps) {
        this.steps = steps;
    }

    public static Optional<FieldPath> of(Class<?> fact, String path) {
        List<Method> steps = new ArrayList<>();
        Class<?> at = fact;
        for (String name : path.split("\\.", -1)) {
            try {
                Method step = at.getMethod(name);
                steps.add(step);
                at = step.getReturnType();
            } catch (NoSuchMethodException e) {
                return Optional.empty();
            }
        }
        return Optional.of(new FieldPath(steps));
    }

    /** Its value as a text, so that equal values are equal texts. */
    public String valueOf(Object fact) {
        Object value = fact;
        try {
            for (Method step : steps) {
                value = value == null ? null : step.invoke(value);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return String.valueOf(value);
    }
}

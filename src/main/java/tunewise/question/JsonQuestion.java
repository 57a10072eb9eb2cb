package tunewise.question;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings a question in the contract's JSON into the one form that is checked; null counts as not given. */
final class JsonQuestion {
    private static final String MODEL = Field.MODEL.path();
    private static final String WORKLOAD = "workload";

    private final Given given = Given.empty();

    private JsonQuestion() {}

    /** @throws JsonFault when the text is no JSON object */
    static Given read(String json) {
        JsonQuestion question = new JsonQuestion();
        JsonSource.object(json, "a question").forEach((name, value) -> {
            if (value != null) {
                question.field(name, value);
            }
        });
        return question.given;
    }

    private void field(String name, Object value) {
        if ((name.equals(MODEL) || name.equals(WORKLOAD)) && value instanceof Map<?, ?> part) {
            part.forEach((key, inner) -> inPart(name, String.valueOf(key), inner));
        } else if (name.equals(WORKLOAD)) {
            given.fault(name, Shown.value(value) + " is not an object with " + Shown.any(Field.namesIn(name)) + ".");
        } else if (name.contains(".") && Field.of(name).isPresent()) {
            int dot = name.indexOf('.');
            given.fault(
                    name,
                    "a dotted name is for forms. Maybe {\"%s\": {\"%s\": ...}} is meant."
                            .formatted(name.substring(0, dot), name.substring(dot + 1)));
        } else {
            put(name, value);
        }
    }

    private void inPart(String part, String name, @Nullable Object value) {
        if (value != null) {
            put(part + "." + name, value);
        }
    }

    private void put(String path, Object value) {
        Optional<Field> field = Field.of(path);
        if (field.isPresent()) {
            given.values().put(field.get(), value);
        } else {
            given.unknown(path);
        }
    }
}

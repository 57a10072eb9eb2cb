package tunewise.question;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tunewise.text.ValueText;

/** Brings a question in the contract's JSON into the one form that is checked; null counts as not given. */
final class JsonQuestion {
    private final RawFields given;

    private JsonQuestion(FieldSet asked) {
        this.given = RawFields.empty(asked);
    }

    /** @throws QuestionFaultsException when the text is no JSON object */
    static RawFields read(FieldSet asked, String json) {
        try {
            return object(asked, json);
        } catch (JsonFault e) {
            throw new QuestionFaultsException(List.of(new FieldFault("", e.summary())), true);
        }
    }

    private static RawFields object(FieldSet asked, String json) {
        JsonQuestion question = new JsonQuestion(asked);
        JsonSource.object(json, asked.words()).forEach((name, value) -> {
            if (value != null) {
                question.field(name, value);
            }
        });
        return question.given;
    }

    private void field(String name, Object value) {
        FieldSet asked = given.asked();
        boolean hasParts = asked.hasPart(name);
        if (hasParts && value instanceof Map<?, ?> part) {
            part.forEach((key, inner) -> inPart(name, String.valueOf(key), inner));
        } else if (hasParts && asked.field(name).isEmpty()) {
            given.fault(
                    name,
                    ValueText.value(value) + " is not an object with " + ValueText.any(asked.namesIn(name)) + ".");
        } else if (name.contains(".") && asked.field(name).isPresent()) {
            int dot = name.indexOf('.');
            given.fault(
                    name,
                    "a dotted name is for forms. Maybe you mean {\"%s\": {\"%s\": ...}}."
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
        Optional<Field> field = given.asked().field(path);
        if (field.isPresent()) {
            given.values().put(field.get(), value);
        } else {
            given.unknown(path);
        }
    }
}

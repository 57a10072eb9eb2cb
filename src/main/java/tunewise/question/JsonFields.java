package tunewise.question;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tunewise.text.SpellingSuggestion;
import tunewise.text.ValueText;

/**
 * What a program sends besides questions: a small JSON object of known fields, each of one kind. No field appears twice,
 * none is unknown, none is of another kind; null counts as not given. All faults are told at once.
 */
public final class JsonFields {
    /** What a field may hold. */
    public enum Kind {
        TEXT("a text"),
        NUMBER("a number"),
        FLAG("true or false");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        private boolean holds(Object value) {
            return switch (this) {
                case TEXT -> value instanceof String;
                case NUMBER -> value instanceof Number;
                case FLAG -> value instanceof Boolean;
            };
        }
    }

    private final Map<String, @Nullable Object> values;
    private final List<FieldFault> faults;

    private JsonFields(Map<String, @Nullable Object> values, List<FieldFault> faults) {
        this.values = values;
        this.faults = faults;
    }

    /**
     * Reads an object.
     *
     * @param what names it in a fault, as in "a review"
     * @throws QuestionFaultsException when the text is no JSON object, or a field appears twice
     */
    public static JsonFields read(String json, String what, Map<String, Kind> known) {
        Map<String, @Nullable Object> values;
        try {
            values = JsonSource.object(json, what);
        } catch (JsonFault e) {
            throw new QuestionFaultsException(List.of(new FieldFault("", e.summary())), true);
        }
        List<FieldFault> faults = new ArrayList<>();
        values.forEach((name, value) -> {
            Kind kind = known.get(name);
            if (kind == null) {
                faults.add(new FieldFault(
                        ValueText.text(name),
                        what + " has no such field. Maybe you mean "
                                + SpellingSuggestion.nearest(name, known.keySet())
                                        .orElse("one of "
                                                + String.join(
                                                        ", ",
                                                        known.keySet().stream()
                                                                .sorted()
                                                                .toList()))
                                + "."));
            } else if (value != null && !kind.holds(value)) {
                faults.add(new FieldFault(name, ValueText.value(value) + " is not " + kind.words + "."));
            }
        });
        return new JsonFields(values, faults);
    }

    /** Whether a field was given. */
    public boolean has(String field) {
        return values.get(field) != null;
    }

    /** A field as a text, numbers without an exponent; blank where it was not given. */
    public String text(String field) {
        Object value = values.get(field);
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).toPlainString();
        }
        return value instanceof String || value instanceof Boolean ? value.toString() : "";
    }

    /**
     * What somebody makes of the fields.
     *
     * @throws QuestionFaultsException with what was wrong with them already, and with what the reading finds besides
     */
    public <T> T read(Supplier<T> reading) {
        try {
            T made = reading.get();
            if (faults.isEmpty()) {
                return made;
            }
        } catch (QuestionFaultsException e) {
            e.faults().stream()
                    .filter(fault ->
                            faults.stream().noneMatch(known -> known.field().equals(fault.field())))
                    .toList()
                    .forEach(faults::add);
        }
        throw new QuestionFaultsException(faults, false);
    }
}

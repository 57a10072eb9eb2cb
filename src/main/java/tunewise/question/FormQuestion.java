package tunewise.question;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tunewise.text.SpellingSuggestion;
import tunewise.text.ValueText;

/** Brings the fields of a form or a command line into the one form that is checked; blank counts as not given. */
final class FormQuestion {
    private static final Set<String> YES = Set.of("yes", "true", "on", "1", "y");
    private static final Set<String> NO = Set.of("no", "false", "off", "0", "n");

    private final AllowedNames vocabulary;
    private final RawFields given;

    private FormQuestion(FieldSet asked, AllowedNames vocabulary) {
        this.given = RawFields.empty(asked);
        this.vocabulary = vocabulary;
    }

    static RawFields read(FieldSet asked, Map<String, List<String>> form, AllowedNames vocabulary) {
        FormQuestion question = new FormQuestion(asked, vocabulary);
        new LinkedHashMap<>(form).forEach((path, values) -> {
            List<String> filled = values.stream()
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .toList();
            if (!filled.isEmpty()) {
                question.field(path, filled);
            }
        });
        return question.given;
    }

    private void field(String path, List<String> values) {
        Optional<Field> known = given.asked().field(path);
        if (known.isEmpty()) {
            given.unknown(path);
            return;
        }
        Field field = known.get();
        if (field.kind() == Field.Kind.MACHINES) {
            machines(field, values);
        } else if (field.kind() == Field.Kind.LIST) {
            given.values().put(field, items(field, values));
        } else if (new LinkedHashSet<>(values).size() > 1) {
            given.fault(
                    path,
                    "only one value is expected, not %d: %s. Maybe you mean one of them for another field."
                            .formatted(values.size(), ValueText.all(values)));
        } else {
            single(field, values.get(0));
        }
    }

    /** As text with commas between them, or as the contract's JSON. */
    private void machines(Field field, List<String> values) {
        if (values.size() == 1 && values.get(0).startsWith("[")) {
            try {
                given.values()
                        .put(
                                field,
                                Objects.requireNonNull(JsonSource.object("{\"list\":" + values.get(0) + "}", "a list")
                                        .get("list")));
            } catch (JsonFault e) {
                given.fault(field.path(), e.summary());
            }
            return;
        }
        given.values()
                .put(
                        field,
                        values.stream()
                                .flatMap(value -> Stream.of(value.split("[,;\\n]", -1)))
                                .map(String::strip)
                                .filter(item -> !item.isEmpty())
                                .toList());
    }

    private void single(Field field, String text) {
        switch (field.kind()) {
            case NUMBER -> given.values().put(field, number(field, text));
            case FLAG, SWITCH -> given.values().put(field, flag(text));
            case CHOICE -> given.values().put(field, spelled(field, text).orElse(text));
            case CONFIG -> config(field, text);
            default -> given.values().put(field, text);
        }
    }

    private void config(Field field, String text) {
        try {
            given.values().put(field, JsonSource.object(text, "a config.json"));
        } catch (JsonFault e) {
            given.fault(field.path(), e.summary());
        }
    }

    private static Object number(Field field, String text) {
        Optional<BigDecimal> number = NumberText.read(text, field);
        return number.isPresent() ? number.get() : text;
    }

    private static Object flag(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return YES.contains(word) ? (Object) true : NO.contains(word) ? (Object) false : text;
    }

    /** Items stand apart by commas or, where one of the words is an id, by spaces. */
    private List<String> items(Field field, List<String> values) {
        return values.stream()
                .flatMap(value -> Stream.of(value.split("[,;\\n]", -1)))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .flatMap(item -> spelled(field, item).map(Stream::of).orElseGet(() -> words(field, item)))
                .toList();
    }

    private Stream<String> words(Field field, String item) {
        List<String> words = List.of(item.split("\\s+", -1));
        return words.stream().anyMatch(word -> spelled(field, word).isPresent())
                ? words.stream().map(word -> spelled(field, word).orElse(word))
                : Stream.of(item);
    }

    /** The id that a text is, however it writes case and punctuation. */
    private Optional<String> spelled(Field field, String text) {
        return field.ids(vocabulary).stream()
                .filter(id -> SpellingSuggestion.same(id, text))
                .findFirst();
    }
}

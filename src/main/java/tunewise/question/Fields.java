package tunewise.question;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.text.Choice;
import tunewise.text.SpellingSuggestion;
import tunewise.text.ValueText;

/** Reads the values of a question as what they have to be, and notes what is wrong with each. */
final class Fields {
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_ITEMS = 100;
    private static final int FEW = 12;
    private static final int MOST_LISTED = 60;

    private final RawFields given;
    private final AllowedNames vocabulary;

    Fields(RawFields given, AllowedNames vocabulary) {
        this.given = given;
        this.vocabulary = vocabulary;
    }

    boolean has(Field field) {
        return given.values().containsKey(field);
    }

    void fault(Field field, String message) {
        given.fault(field.path(), message);
    }

    /** Whether something is wrong with a field or a part of it. */
    boolean faulty(Field field) {
        return given.faults().stream()
                .anyMatch(fault ->
                        fault.field().equals(field.path()) || fault.field().startsWith(field.path() + "."));
    }

    @Nullable
    Long whole(Field field, long least, long most) {
        Object value = given.values().get(field);
        if (value == null) {
            return null;
        }
        String expected = String.format(Locale.ROOT, "a whole number from %,d to %,d", least, most);
        BigDecimal number = number(field, value, expected, typed -> within(typed, least, most) && isWhole(typed));
        if (number == null) {
            return null;
        }
        if (!within(number, least, most) || !isWhole(number)) {
            fault(field, ValueText.value(value) + " is not " + expected + "." + nearestWhole(number, least, most));
            return null;
        }
        return number.longValueExact();
    }

    @Nullable
    Integer countIfSaid(Field field, int least, int most) {
        Long value = whole(field, least, most);
        return value == null ? null : (Integer) value.intValue();
    }

    int count(Field field, int least, int most, int otherwise) {
        Integer value = countIfSaid(field, least, most);
        return value == null ? otherwise : value;
    }

    /** A number above zero; with least, one that is at least that. */
    @Nullable
    Double amount(Field field, double least, double most) {
        Object value = given.values().get(field);
        if (value == null) {
            return null;
        }
        String expected = least > 0
                ? "a number from " + ValueText.value(least) + " to " + String.format(Locale.ROOT, "%,.0f", most)
                : String.format(Locale.ROOT, "a number above 0, up to %,.0f", most);
        BigDecimal number = number(field, value, expected, typed -> amountWithin(typed, least, most));
        if (number == null) {
            return null;
        }
        if (!amountWithin(number, least, most)) {
            fault(
                    field,
                    ValueText.value(value) + " is not " + expected + "." + nearestAmount(field, number, least, most));
            return null;
        }
        return number.doubleValue();
    }

    boolean flag(Field field) {
        Object value = given.values().get(field);
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value != null) {
            boolean quoted = "true".equals(value) || "false".equals(value);
            fault(
                    field,
                    ValueText.value(value) + " is neither true nor false."
                            + (quoted ? " Maybe remove the quotes around it." : ""));
        }
        return false;
    }

    /** Null where nothing was said. */
    @Nullable
    Boolean flagIfSaid(Field field) {
        return has(field) ? (Boolean) flag(field) : null;
    }

    @Nullable
    String text(Field field) {
        Object value = given.values().get(field);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            fault(field, ValueText.value(value) + " is not a text.");
            return null;
        }
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_TEXT) {
            fault(
                    field,
                    stripped.isEmpty()
                            ? "the text is blank."
                            : ValueText.value(text) + " is longer than " + LONGEST_TEXT
                                    + " characters. Maybe something else was pasted.");
            return null;
        }
        if (stripped.chars().anyMatch(Character::isISOControl)) {
            fault(
                    field,
                    ValueText.value(text) + " holds a line break or control character. Maybe it was pasted along.");
            return null;
        }
        return stripped;
    }

    /** The id chosen of those that there are. */
    String id(Field field, String otherwise) {
        Object value = given.values().get(field);
        if (value == null) {
            return otherwise;
        }
        Object id = named(field, value);
        return id != null && known(field, id) ? id.toString() : otherwise;
    }

    <C extends Choice> C choice(Field field, C[] choices, C otherwise) {
        C said = choiceIfSaid(field, choices);
        return said == null ? otherwise : said;
    }

    /** Null where nothing was said, or nothing that there is. */
    <C extends Choice> @Nullable C choiceIfSaid(Field field, C[] choices) {
        Object value = given.values().get(field);
        if (value == null || !known(field, value)) {
            return null;
        }
        return Stream.of(choices)
                .filter(choice -> choice.id().equals(value))
                .findFirst()
                .orElse(null);
    }

    /** Ids, each once. */
    List<String> ids(Field field) {
        Object value = given.values().get(field);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items)) {
            fault(
                    field,
                    ValueText.value(value) + " is not a list."
                            + (value instanceof String ? " Maybe brackets around it are missing." : ""));
            return List.of();
        }
        if (items.size() > MOST_ITEMS) {
            fault(field, "a list of " + items.size() + " is longer than " + MOST_ITEMS + ". Maybe some appear twice.");
            return List.of();
        }
        Set<String> ids = new LinkedHashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        for (Object each : items) {
            Object item = named(field, each);
            if (known(field, item) && !ids.add(String.valueOf(item))) {
                twice.add(String.valueOf(item));
            }
        }
        twice.forEach(
                id -> fault(field, ValueText.value(id) + " appears more than once. Maybe you meant another one."));
        return new ArrayList<>(ids);
    }

    /** The id of a GPU or a place that was written as people name it, and whatever else there is as it is. */
    private @Nullable Object named(Field field, @Nullable Object value) {
        boolean gpu = field == Field.GPU || field == Field.GPUS || field == Field.EXCLUDE_GPUS;
        if (field == Field.REGIONS && value instanceof String name) {
            return vocabulary.placeNamed().apply(name).map(Object.class::cast).orElse(value);
        }
        return gpu && value instanceof String name
                ? vocabulary.gpuNamed().apply(name).map(Object.class::cast).orElse(value)
                : value;
    }

    private boolean known(Field field, @Nullable Object value) {
        List<String> ids = field.ids(vocabulary);
        if (value instanceof String text && ids.contains(text)) {
            return true;
        }
        List<String> near = value instanceof String text ? near(field, text, ids) : List.of();
        boolean listed = ids.size() <= FEW || (near.isEmpty() && ids.size() <= MOST_LISTED);
        fault(
                field,
                ValueText.value(value)
                        + (listed ? " is not one of " + String.join(", ", ids) + "." : " is not in the catalogs.")
                        + (near.isEmpty() ? "" : " Maybe you mean " + quoted(near) + "."));
        return false;
    }

    private static List<String> near(Field field, String text, List<String> ids) {
        List<String> meant = field == Field.OBJECTIVE ? ObjectiveWords.near(text) : List.of();
        return meant.isEmpty() ? SpellingSuggestion.near(text, ids) : meant;
    }

    private static String quoted(List<String> ids) {
        return ValueText.any(ids.stream().map(ValueText::value).collect(Collectors.toList()));
    }

    private @Nullable BigDecimal number(
            Field field, Object value, String expected, Function<BigDecimal, Boolean> acceptable) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        Optional<BigDecimal> typed = value instanceof String text ? NumberText.read(text, field) : Optional.empty();
        Optional<String> twoWays = value instanceof String text ? NumberText.twoWays(text, field) : Optional.empty();
        if (twoWays.isPresent()) {
            fault(field, ValueText.value(value) + " " + twoWays.get());
            return null;
        }
        fault(
                field,
                ValueText.value(value) + (typed.isPresent() ? " is a text, not " : " is not ") + expected + "."
                        + typed.filter(acceptable::apply)
                                .map(number -> " Maybe " + ValueText.number(number) + ", without quotes.")
                                .orElse(""));
        return null;
    }

    private static String nearestAmount(Field field, BigDecimal number, double least, double most) {
        BigDecimal scaled = number.scaleByPowerOfTen(-field.powerOfUnit());
        if (number.signum() == 0 && least == 0) {
            return " Maybe leave it out, for no limit.";
        }
        return field.powerOfUnit() > 0 && amountWithin(scaled, least, most)
                ? " Maybe you mean " + ValueText.number(scaled) + "."
                : "";
    }

    private static boolean within(BigDecimal number, long least, long most) {
        return number.compareTo(BigDecimal.valueOf(least)) >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    private static boolean amountWithin(BigDecimal number, double least, double most) {
        double value = number.doubleValue();
        return value > 0 && value >= least && value <= most;
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private static String nearestWhole(BigDecimal number, long least, long most) {
        if (!within(number, least, most)) {
            return "";
        }
        return " Maybe you mean " + number.setScale(0, RoundingMode.HALF_UP).toPlainString() + ".";
    }
}

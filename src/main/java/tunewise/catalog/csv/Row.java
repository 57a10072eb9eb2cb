package tunewise.catalog.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tunewise.text.Choice;
import tunewise.text.SpellingSuggestion;

/**
 * A row whose cells are read by column. A cell that is not what was asked for becomes a fault, and some value of the
 * right type stands in for it; {@link Table#map} drops such rows.
 */
final class Row {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern ID = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
    private static final LocalDate FIRST_DAY = LocalDate.of(2015, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2100, 1, 1);

    /** The constants of a choice by their words. */
    private static final ClassValue<Map<String, Enum<?>>> CHOICES = new ClassValue<>() {
        @Override
        protected Map<String, Enum<?>> computeValue(Class<?> type) {
            return Stream.of(type.getEnumConstants())
                    .<Enum<?>>map(constant -> (Enum<?>) constant)
                    .collect(Collectors.toUnmodifiableMap(Row::word, constant -> constant));
        }
    };

    private final Table table;
    private final int line;
    private final Map<String, String> cells;
    private boolean sound = true;

    Row(Table table, int line, Map<String, String> cells) {
        this.table = table;
        this.line = line;
        this.cells = cells;
    }

    /** Whether nothing was wrong so far: what compares cells with each other need not look at a row that is not. */
    boolean sound() {
        return sound;
    }

    void fault(String message, String hint) {
        sound = false;
        table.fault(line, message, hint);
    }

    /** The text of a cell, which may be blank. */
    String note(String column) {
        return cells.getOrDefault(column, "");
    }

    boolean has(String column) {
        return !note(column).isEmpty();
    }

    String text(String column) {
        String cell = note(column);
        if (cell.isEmpty()) {
            fault(column + " is blank.", "Maybe the value was forgotten; this column needs one.");
        }
        return cell;
    }

    /** The text of a cell that other cells of the row ask for. A row that is not sound asks for nothing more. */
    String textIf(boolean asked, String column) {
        return asked && sound ? text(column) : note(column);
    }

    /** An id of our own making. */
    String id(String column) {
        String cell = text(column);
        if (!cell.isEmpty() && !ID.matcher(cell).matches()) {
            fault(
                    column + " '" + cell + "' is not an id.",
                    "Maybe you mean '" + cell.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-")
                            + "': lower-case letters and digits with hyphens.");
        }
        return cell;
    }

    double number(String column, double least, double most) {
        Double value = optionalNumber(column, least, most);
        if (value == null) {
            text(column);
            return least;
        }
        return value;
    }

    @Nullable
    Double optionalNumber(String column, double least, double most) {
        String cell = note(column);
        if (cell.isEmpty()) {
            return null;
        }
        if (!NUMBER.matcher(cell).matches()) {
            fault(
                    column + " '" + cell + "' is not a number.",
                    "Maybe you mean digits with a decimal point, as in 1008 or 0.34.");
            return least;
        }
        double value = Double.parseDouble(cell);
        if (value < least || value > most) {
            fault(
                    column + " " + cell + " is not between " + plain(least) + " and " + plain(most) + ".",
                    "Maybe the unit is another one, or a digit slipped.");
        }
        return Math.min(most, Math.max(least, value));
    }

    long whole(String column, double least, double most) {
        double value = number(column, least, most);
        if (value != Math.rint(value)) {
            fault(column + " '" + note(column) + "' is not a whole number.", "Maybe remove the decimals.");
        }
        return (long) value;
    }

    int count(String column, int least, int most) {
        return (int) whole(column, least, most);
    }

    boolean yes(String column) {
        return "yes".equals(oneOf(column, List.of("yes", "no")));
    }

    /** One of a few words. */
    String oneOf(String column, List<String> words) {
        String cell = text(column);
        if (!cell.isEmpty() && !words.contains(cell)) {
            noneOf(column, cell, words);
        }
        return cell;
    }

    private void noneOf(String column, String word, List<String> words) {
        fault(
                column + " '" + word + "' is not one of " + String.join(", ", words) + ".",
                SpellingSuggestion.nearest(word, words)
                        .map(near -> "Maybe you mean '" + near + "'.")
                        .orElse("Maybe one of them says the same."));
    }

    <E extends Enum<E>> E choice(String column, Class<E> type) {
        return choice(column, type, any -> true);
    }

    <E extends Enum<E>> E choice(String column, Class<E> type, Predicate<E> allowed) {
        E chosen = type.cast(CHOICES.get(type).get(note(column)));
        if (chosen != null && allowed.test(chosen)) {
            return chosen;
        }
        List<E> constants = Stream.of(type.getEnumConstants()).filter(allowed).toList();
        oneOf(column, constants.stream().map(Row::word).toList());
        return constants.get(0);
    }

    /** Words of a choice, separated by spaces; none when the cell is blank. */
    <E extends Enum<E>> List<E> choices(String column, Class<E> type) {
        List<E> chosen = new ArrayList<>();
        for (String word : split(note(column), ' ')) {
            E constant = type.cast(CHOICES.get(type).get(word));
            if (constant == null) {
                noneOf(column, word, words(type));
            } else {
                chosen.add(constant);
            }
        }
        return chosen;
    }

    LocalDate date(String column) {
        LocalDate date = optionalDate(column);
        if (date == null) {
            text(column);
            return FIRST_DAY;
        }
        return date;
    }

    @Nullable
    LocalDate optionalDate(String column) {
        String cell = note(column);
        if (cell.isEmpty()) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(cell);
            if (date.isBefore(FIRST_DAY) || date.isAfter(LAST_DAY)) {
                fault(
                        column + " " + cell + " is not between " + FIRST_DAY + " and " + LAST_DAY + ".",
                        "Maybe a digit of the year slipped.");
            }
            return date;
        } catch (DateTimeException e) {
            fault(column + " '" + cell + "' is not a date.", "Maybe you mean year-month-day, as in 2026-03-31.");
            return FIRST_DAY;
        }
    }

    /** The key of a row in another file. */
    String reference(String column, Table other) {
        String cell = text(column);
        if (!cell.isEmpty()) {
            checkReference(column, cell, other);
        }
        return cell;
    }

    /** The key of a row in another file; null when the cell is blank. */
    @Nullable
    String optionalReference(String column, Table other) {
        return note(column).isEmpty() ? null : reference(column, other);
    }

    /** The ids of sources, separated by spaces; at least one. */
    String sources(Table sources) {
        String cell = text("source");
        for (String id : split(cell, ' ')) {
            checkReference("source", id, sources);
        }
        return cell;
    }

    /** Keys of rows in another file, separated by semicolons; at least one. */
    List<String> references(String column, Table other) {
        List<String> keys = split(text(column), ';');
        keys.forEach(key -> checkReference(column, key, other));
        return keys;
    }

    /** Words of a cell, which may be blank. */
    List<String> words(String column, char separator) {
        return split(note(column), separator);
    }

    private void checkReference(String column, String key, Table other) {
        if (!other.hasKey(key)) {
            String absent = "the " + other.noun() + " is still missing from " + other.fileName() + ".";
            fault(
                    column + " '" + key + "' is not in " + other.fileName() + ".",
                    SpellingSuggestion.nearest(key, other.keys())
                            .map(near -> "Maybe it is '" + near + "', or " + absent)
                            .orElse("Maybe " + absent));
        }
    }

    private static List<String> split(String cell, char separator) {
        List<String> words = new ArrayList<>();
        for (int from = 0; from <= cell.length(); ) {
            int end = cell.indexOf(separator, from);
            int to = end < 0 ? cell.length() : end;
            String word = cell.substring(from, to).strip();
            if (!word.isEmpty()) {
                words.add(word);
            }
            from = to + 1;
        }
        return words;
    }

    private static <E extends Enum<E>> List<String> words(Class<E> type) {
        return Stream.of(type.getEnumConstants()).map(Row::word).toList();
    }

    private static String word(Enum<?> constant) {
        return constant instanceof Choice choice ? choice.id() : Choice.idOf(constant.name());
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}

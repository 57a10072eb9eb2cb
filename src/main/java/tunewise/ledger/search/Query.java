package tunewise.ledger.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;
import tunewise.text.SpellingSuggestion;

/**
 * Which recommendations are looked for.
 *
 * @param where every criterion has to hold
 * @param cursor where the listing goes on; empty for its beginning
 * @param limit lines at most
 */
public record Query(Map<Criterion, String> where, Sort sort, String cursor, int limit) {
    public static final int USUAL_LIMIT = 50;
    public static final int MOST = 500;
    private static final Pattern CURSOR = Pattern.compile("-?[0-9.E-]{1,40}_[0-9]{1,19}");
    private static final int LONGEST = 500;

    public Query {
        where = Map.copyOf(where);
    }

    /** The order of a listing. */
    public enum Sort {
        NEWEST("created", false),
        OLDEST("created", true),
        CHEAPEST("cost_usd", true),
        DEAREST("cost_usd", false),
        SHORTEST("hours", true),
        LONGEST("hours", false);

        private final String column;
        private final boolean rising;

        Sort(String column, boolean rising) {
            this.column = column;
            this.rising = rising;
        }

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        String column() {
            return column;
        }

        boolean rising() {
            return rising;
        }
    }

    /** Everything, oldest first. */
    public static Query all() {
        return new Query(Map.of(), Sort.OLDEST, "", MOST);
    }

    public Query after(String next) {
        return new Query(where, sort, next, limit);
    }

    /**
     * Reads the parameters of an address; blank ones count as not given.
     *
     * @throws QuestionFaultsException with everything wrong with them
     */
    public static Query read(Map<String, List<String>> given) {
        return new Reader(given).query();
    }

    /** The first moment that counts, in milliseconds since 1970. */
    static long since(String given) {
        return moment(given, false).toEpochMilli();
    }

    /** The first moment that no longer counts. */
    static long until(String given) {
        return moment(given, true).toEpochMilli();
    }

    /** A day or an instant; as the end of a period a day counts whole. */
    private static Instant moment(String given, boolean end) {
        try {
            return LocalDate.parse(given)
                    .plusDays(end ? 1 : 0)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return Instant.parse(given);
        }
    }

    private static final class Reader {
        private static final Set<String> OTHERS = Set.of("sort", "cursor", "limit");

        private final Map<String, List<String>> given;
        private final List<FieldFault> faults = new ArrayList<>();

        Reader(Map<String, List<String>> given) {
            this.given = given;
        }

        Query query() {
            given.keySet().forEach(this::known);
            Map<Criterion, String> where = new EnumMap<>(Criterion.class);
            for (Criterion criterion : Criterion.values()) {
                String value = value(criterion.parameter());
                if (!value.isEmpty() && allowed(criterion, value)) {
                    where.put(criterion, value);
                }
            }
            Query query = new Query(where, sort(), cursor(), limit());
            if (!faults.isEmpty()) {
                throw new QuestionFaultsException(faults, false);
            }
            return query;
        }

        private void known(String name) {
            Set<String> names = Stream.concat(
                            OTHERS.stream(), Stream.of(Criterion.values()).map(Criterion::parameter))
                    .collect(Collectors.toSet());
            if (!names.contains(name)) {
                faults.add(new FieldFault(
                        name,
                        "recommendations have no such filter. Maybe you mean "
                                + SpellingSuggestion.nearest(name, names)
                                        .orElse(names.stream().sorted().collect(Collectors.joining(", ")))
                                + "."));
            }
        }

        private boolean allowed(Criterion criterion, String value) {
            int before = faults.size();
            if (value.length() > LONGEST) {
                fault(criterion.parameter(), "is longer than " + LONGEST + " characters.");
            } else if (criterion == Criterion.FROM || criterion == Criterion.TO) {
                try {
                    moment(value, false);
                } catch (DateTimeParseException e) {
                    fault(
                            criterion.parameter(),
                            "'" + value
                                    + "' is no day and no time. Maybe you mean 2026-03-31 or 2026-03-31T12:00:00Z.");
                }
            } else if (!criterion.choices().isEmpty()) {
                choice(criterion.parameter(), value, criterion.choices());
            }
            return faults.size() == before;
        }

        private Sort sort() {
            String value = value("sort");
            List<String> ids = Stream.of(Sort.values()).map(Sort::id).toList();
            return value.isEmpty() || !choice("sort", value, ids)
                    ? Sort.NEWEST
                    : Sort.valueOf(value.toUpperCase(Locale.ROOT));
        }

        private String cursor() {
            String value = value("cursor");
            if (!value.isEmpty() && !CURSOR.matcher(value).matches()) {
                fault("cursor", "'" + value + "' is no cursor. Maybe it was cut off; without it the list begins anew.");
            }
            return value;
        }

        private int limit() {
            String value = value("limit");
            try {
                int limit = value.isEmpty() ? USUAL_LIMIT : Integer.parseInt(value);
                if (limit >= 1 && limit <= MOST) {
                    return limit;
                }
            } catch (NumberFormatException e) {
                // Told below, like a number out of range.
            }
            fault("limit", "'" + value + "' is not a whole number from 1 to " + MOST + ". Maybe leave it out.");
            return USUAL_LIMIT;
        }

        private boolean choice(String name, String value, List<String> ids) {
            if (ids.contains(value)) {
                return true;
            }
            fault(
                    name,
                    "'" + value + "' is not one of " + String.join(", ", ids) + ". Maybe you mean "
                            + SpellingSuggestion.nearest(value, ids).orElse(ids.get(0)) + ".");
            return false;
        }

        private String value(String name) {
            List<String> values = given.getOrDefault(name, List.of()).stream()
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .toList();
            if (values.size() > 1) {
                fault(name, "is given " + values.size() + " times. Maybe you mean one of them.");
            }
            return values.isEmpty() ? "" : values.get(0);
        }

        private void fault(String name, String message) {
            faults.add(new FieldFault(name, message));
        }
    }
}

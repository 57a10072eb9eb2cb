package tunewise.ledger.search;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Counts recommendations row by row, for criteria that {@link DailyCounts} are not kept by. */
public final class LiveCounts {
    private LiveCounts() {}

    /** How many there are by the values of a column, most first. */
    public static Map<String, Long> counts(Handle handle, Map<Criterion, String> where, String column) {
        Condition condition = Condition.of(where);
        var statement = handle.createQuery("select search." + column + " as value, count(*) as n from "
                + condition.tables() + Condition.where(condition.terms()) + " group by search." + column
                + " order by n desc, value");
        condition.values().forEach(statement::bind);
        return collected(statement);
    }

    /** How often each rule fired, most first. */
    public static Map<String, Long> rules(Handle handle, Map<Criterion, String> where) {
        Condition condition = Condition.of(where);
        String counted = condition.terms().isEmpty()
                ? "fired"
                : "fired where fired.place in (select search.place from search " + Condition.where(condition.terms())
                        + ")";
        var statement = handle.createQuery(
                "select rule as value, count(*) as n from " + counted + " group by rule order by n desc, value");
        condition.values().forEach(statement::bind);
        return collected(statement);
    }

    /** How many there are on each day that has any. */
    public static Map<LocalDate, Long> days(Handle handle, Map<Criterion, String> where) {
        Condition condition = Condition.of(where);
        var statement =
                handle.createQuery("select search.created / 86400000 as value, count(*) as n from " + condition.tables()
                        + Condition.where(condition.terms()) + " group by search.created / 86400000 order by 1");
        condition.values().forEach(statement::bind);
        Map<LocalDate, Long> days = new TreeMap<>();
        collected(statement).forEach((day, n) -> days.put(LocalDate.ofEpochDay(Long.parseLong(day)), n));
        return days;
    }

    private static Map<String, Long> collected(org.jdbi.v3.core.statement.Query statement) {
        Map<String, Long> counts = new LinkedHashMap<>();
        statement
                .map((row, context) -> Map.entry(row.getString("value"), row.getLong("n")))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }
}

package tunewise.ledger.search;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.IndexedFields;
import tunewise.text.UnseenText;

/**
 * How many recommendations there are by day and what they are counted by, kept up with every commit, so that counting
 * does not mean reading them all. Each chain has its own, as two instances must not wait for each other's.
 */
public final class DailyCounts {
    private static final long DAY_MILLIS = 86_400_000;
    private static final String RULE = "rule";
    private static final List<String> COLUMNS =
            List.of("outcome", "gpu", "provider", "method", "guide", "model", "release", "chain");
    private static final Set<Criterion> COUNTED = Set.of(Criterion.FROM, Criterion.TO);

    private final Map<Key, Long> added = new LinkedHashMap<>();

    private record Key(String chain, String facet, long day, String value) {}

    /** Counts a recommendation; {@link #write} brings it into the store. */
    public void add(Entry entry, IndexedFields indexed) {
        IndexedFields.Answer answer = indexed.answer();
        if (answer == null) {
            return;
        }
        long day = Math.floorDiv(entry.createdAt().toEpochMilli(), DAY_MILLIS);
        IndexedFields.ShortSetup setup = answer.setup();
        add(entry, day, "outcome", answer.outcome());
        add(entry, day, "gpu", setup == null ? "" : setup.gpu());
        add(entry, day, "provider", setup == null ? "" : setup.provider());
        add(entry, day, "method", setup == null ? "" : setup.method());
        add(entry, day, "guide", answer.guideWord());
        add(entry, day, "model", answer.model().id());
        add(entry, day, "release", entry.release());
        add(entry, day, "chain", entry.chain());
        indexed.rules().forEach(rule -> add(entry, day, RULE, rule));
    }

    private void add(Entry entry, long day, String facet, String value) {
        added.merge(new Key(entry.chain(), facet, day, value), 1L, Long::sum);
    }

    /** Where the store counts otherwise than was counted here, in words. */
    List<String> differences(Handle handle) {
        Map<Key, Long> kept = new LinkedHashMap<>();
        handle.createQuery("select chain, facet, day, value, n from tallies")
                .map((row, context) -> Map.entry(
                        new Key(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)), row.getLong(5)))
                .forEach(row -> kept.put(row.getKey(), row.getValue()));
        Set<Key> all = new LinkedHashSet<>(added.keySet());
        all.addAll(kept.keySet());
        return all.stream()
                .filter(key -> !added.getOrDefault(key, 0L).equals(kept.getOrDefault(key, 0L)))
                .map(key -> kept.getOrDefault(key, 0L) + " recommendations of " + LocalDate.ofEpochDay(key.day())
                        + " are counted by their " + UnseenText.without(key.facet()) + " '"
                        + UnseenText.without(key.value()) + "', and entries have " + added.getOrDefault(key, 0L) + ".")
                .toList();
    }

    public void write(Handle transaction) {
        if (added.isEmpty()) {
            return;
        }
        PreparedBatch batch = transaction.prepareBatch(
                "insert into tallies (chain, facet, day, value, n)"
                        + " values (?, ?, ?, ?, ?) on conflict (chain, facet, day, value) do update set n = tallies.n + excluded.n");
        added.forEach((key, n) -> batch.add(key.chain(), key.facet(), key.day(), key.value(), n));
        batch.execute();
    }

    /** Counts anew, from the index, everything up to and with the day of a moment. */
    static void recount(Handle transaction, long created) {
        long day = Math.floorDiv(created, DAY_MILLIS);
        transaction
                .createUpdate("delete from tallies where day <= :day")
                .bind("day", day)
                .execute();
        for (String column : COLUMNS) {
            recount(
                    transaction,
                    day,
                    """
                    insert into tallies (chain, facet, day, value, n)
                    select chain, :facet, created / 86400000, COLUMN, count(*) from search
                    where created < :until group by chain, created / 86400000, COLUMN
                    """
                            .replace("COLUMN", "search." + column),
                    column);
        }
        recount(
                transaction,
                day,
                """
                insert into tallies (chain, facet, day, value, n)
                select search.chain, :facet, fired.created / 86400000, fired.rule, count(*)
                from fired join search on search.place = fired.place
                where fired.created < :until group by search.chain, fired.created / 86400000, fired.rule
                """,
                RULE);
    }

    private static void recount(Handle transaction, long day, String insert, String facet) {
        transaction
                .createUpdate(insert)
                .bind("facet", facet)
                .bind("until", (day + 1) * DAY_MILLIS)
                .execute();
    }

    /** Whether daily counts answer the query: it asks for whole days. */
    public static boolean canCount(Map<Criterion, String> where) {
        return COUNTED.containsAll(where.keySet()) && where.values().stream().noneMatch(value -> value.contains("T"));
    }

    /** How many there are by the values of a facet, most first. */
    public static Map<String, Long> counts(Handle handle, Map<Criterion, String> where, String facet) {
        Map<String, Long> counts = new LinkedHashMap<>();
        handle.createQuery(
                        """
                        select value, sum(n) as total from tallies
                        where facet = :facet and day >= :from and day < :until
                        group by value order by total desc, value
                        """)
                .bind("facet", facet)
                .bind("from", from(where))
                .bind("until", until(where))
                .map((row, context) -> Map.entry(row.getString("value"), row.getLong("total")))
                .forEach(count -> counts.put(count.getKey(), count.getValue()));
        return counts;
    }

    /** How many there are on each day that has any. */
    public static Map<LocalDate, Long> days(Handle handle, Map<Criterion, String> where) {
        Map<LocalDate, Long> days = new TreeMap<>();
        handle.createQuery(
                        """
                        select day, sum(n) as total from tallies
                        where facet = 'outcome' and day >= :from and day < :until group by day
                        """)
                .bind("from", from(where))
                .bind("until", until(where))
                .map((row, context) -> Map.entry(LocalDate.ofEpochDay(row.getLong("day")), row.getLong("total")))
                .forEach(count -> days.put(count.getKey(), count.getValue()));
        return days;
    }

    private static long from(Map<Criterion, String> where) {
        String from = where.get(Criterion.FROM);
        return from == null ? Long.MIN_VALUE : Math.floorDiv(Query.since(from), DAY_MILLIS);
    }

    private static long until(Map<Criterion, String> where) {
        String until = where.get(Criterion.TO);
        return until == null ? Long.MAX_VALUE : Math.floorDiv(Query.until(until), DAY_MILLIS);
    }
}

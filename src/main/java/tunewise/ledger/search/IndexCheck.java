package tunewise.ledger.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.IndexedFields;
import tunewise.ledger.store.EntryRow;
import tunewise.text.UnseenText;

/**
 * Holds lists, counts and what recommendations are looked for by against the entries that all of it was made from. The
 * chain vouches for the entries alone; whoever alters the rest would show others another past.
 */
public final class IndexCheck {
    private static final int AT_ONCE = 256;
    private static final int MOST = 5;

    private final Handle handle;
    private final Map<String, String> reviews = new HashMap<>();
    private final DailyCounts counts = new DailyCounts();
    private final Map<String, Fingerprint> rules = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();

    private IndexCheck(Handle handle) {
        this.handle = handle;
    }

    /** What differs from the entries, in words; the first few. */
    public static List<String> differences(Handle handle) {
        IndexCheck check = new IndexCheck(handle);
        check.reviews();
        check.rows();
        check.rules();
        check.counts.differences(handle).forEach(check::differs);
        return List.copyOf(check.differences);
    }

    private record Placed(long place, Entry entry, IndexedFields fields) {
        Placed read() {
            return new Placed(place, entry, IndexedFields.of(entry.id(), entry.kind(), entry.body()));
        }
    }

    /** Many rows in one number, whatever their order. */
    private record Fingerprint(long rows, long sum) {
        private static final Fingerprint NONE = new Fingerprint(0, 0);

        Fingerprint with(long created, long place) {
            long mixed = (created * 0x9E3779B97F4A7C15L) ^ Long.rotateLeft(place * 0xC2B2AE3D27D4EB4FL, 31);
            return new Fingerprint(rows + 1, sum + mixed * 0xFF51AFD7ED558CCDL);
        }
    }

    private void reviews() {
        try (ResultIterator<Placed> entries = entries("kind = '" + EntryKind.REVIEW + "' and")) {
            entries.forEachRemaining(placed -> {
                IndexedFields.Mark review = placed.read().fields().review();
                if (review != null) {
                    reviews.put(review.recommendation(), review.verdict());
                }
            });
        }
    }

    private void rows() {
        try (ResultIterator<Placed> entries = entries("kind = '" + EntryKind.RECOMMENDATION + "' and");
                ResultIterator<Map<String, @Nullable Object>> rows = handle.createQuery(
                                "select * from search order by place")
                        .setFetchSize(AT_ONCE)
                        .map((row, context) -> row(row))
                        .iterator()) {
            @Nullable Map<String, @Nullable Object> row = next(rows);
            while (entries.hasNext()) {
                List<Placed> some = new ArrayList<>();
                while (entries.hasNext() && some.size() < AT_ONCE) {
                    some.add(entries.next());
                }
                for (Placed placed : some.parallelStream().map(Placed::read).toList()) {
                    if (placed.fields().answer() != null) {
                        while (row != null && place(row) < placed.place()) {
                            stray(row);
                            row = next(rows);
                        }
                        if (row != null && place(row) == placed.place()) {
                            hold(placed, row);
                            row = next(rows);
                        } else {
                            differs("the recommendation " + placed.entry().id() + " is missing in lists.");
                        }
                        add(placed);
                    }
                }
            }
            for (; row != null; row = next(rows)) {
                stray(row);
            }
        }
    }

    private void add(Placed placed) {
        counts.add(placed.entry(), placed.fields());
        long created = placed.entry().createdAt().toEpochMilli();
        placed.fields()
                .rules()
                .forEach(rule -> rules.put(
                        rule, rules.getOrDefault(rule, Fingerprint.NONE).with(created, placed.place())));
    }

    private void hold(Placed placed, Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> made = SearchIndex.columns(
                placed.place(),
                placed.entry(),
                placed.fields(),
                Objects.requireNonNull(placed.fields().answer()));
        made.computeIfPresent(
                "review", (column, none) -> reviews.getOrDefault(placed.entry().id(), String.valueOf(none)));
        made.forEach((column, value) -> {
            if (!Objects.equals(plain(value), plain(row.get(column)))) {
                differs("lists show another " + column + " of the recommendation "
                        + placed.entry().id() + " than its entry has.");
            }
        });
    }

    private void rules() {
        Map<String, Fingerprint> kept = new TreeMap<>();
        try (ResultIterator<Map.Entry<String, long[]>> rows = handle.createQuery(
                        "select rule, created, place from fired")
                .setFetchSize(AT_ONCE)
                .map((row, context) -> Map.entry(row.getString(1), new long[] {row.getLong(2), row.getLong(3)}))
                .iterator()) {
            rows.forEachRemaining(row -> kept.put(
                    row.getKey(),
                    kept.getOrDefault(row.getKey(), Fingerprint.NONE).with(row.getValue()[0], row.getValue()[1])));
        }
        kept.keySet().forEach(rule -> rules.putIfAbsent(rule, Fingerprint.NONE));
        rules.forEach((rule, made) -> {
            if (!made.equals(kept.get(rule))) {
                differs("where the rule " + UnseenText.without(rule) + " fired is listed otherwise than entries say.");
            }
        });
    }

    private ResultIterator<Placed> entries(String which) {
        return handle.createQuery("select * from entries where " + which + " length(body) > 0 order by place")
                .setFetchSize(AT_ONCE)
                .map((row, context) -> new Placed(row.getLong("place"), EntryRow.entry(row), IndexedFields.NOTHING))
                .iterator();
    }

    private void stray(Map<String, @Nullable Object> row) {
        differs("lists show a recommendation " + UnseenText.without(String.valueOf(row.get("id")))
                + " that no entry has, or whose entry was erased.");
    }

    private void differs(String words) {
        if (differences.size() < MOST) {
            differences.add(words);
        }
    }

    private static long place(Map<String, @Nullable Object> row) {
        return ((Number) Objects.requireNonNull(row.get("place"))).longValue();
    }

    private static <T> @Nullable T next(ResultIterator<T> rows) {
        return rows.hasNext() ? rows.next() : null;
    }

    private static Map<String, @Nullable Object> row(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.put(row.getMetaData().getColumnName(i), row.getObject(i));
        }
        return values;
    }

    /** Databases give back whole numbers in the kind they like. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        return value instanceof Number number ? (Object) number.doubleValue() : value;
    }
}

package tunewise.ledger.search;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import tunewise.ledger.entry.Drift;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.Result;

/** What came of making recommendations again, in columns of the index. */
public final class DriftColumns {
    private DriftColumns() {}

    public static int keep(Handle handle, Replay replay) {
        return handle.createUpdate("update search set drift = :drift, drift_against = :against where id = :id")
                .bind("drift", replay.result().id())
                .bind("against", replay.against())
                .bind("id", replay.id())
                .execute();
    }

    public static int forgetExcept(Handle handle, String against) {
        return handle.createUpdate("update search set drift = '', drift_against = ''"
                        + " where drift > '' and drift_against <> :against")
                .bind("against", against)
                .execute();
    }

    public static Drift summary(Handle handle) {
        List<Drifted> rows = handle.createQuery(
                        "select release, drift, max(drift_against) as against, count(*) as n from search"
                                + " where drift > '' group by release, drift order by release, drift")
                .map((row, context) -> new Drifted(
                        row.getString("release"),
                        SummaryRow.chosen(Result.values(), row.getString("drift")),
                        row.getString("against"),
                        row.getLong("n")))
                .list();
        Map<String, Map<Result, Long>> byRelease = new TreeMap<>();
        rows.forEach(row -> byRelease
                .computeIfAbsent(row.release(), key -> new EnumMap<>(Result.class))
                .put(row.result(), row.count()));
        return new Drift(rows.stream().findFirst().map(Drifted::against).orElse(""), byRelease);
    }

    private record Drifted(String release, Result result, String against, long count) {}
}

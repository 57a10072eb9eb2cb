package tunewise.ledger.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.RecommendationSummary;

/** Finds recommendations page by page. */
public final class Search {
    /** Rows that a text is looked for in before a page ends. */
    private static final int MOST_LOOKED_THROUGH = 10_000;

    private Search() {}

    /**
     * A page of what meets the criteria. A text is looked for in a bounded number of rows, so that a page never takes
     * long; a listing that ends there says where to go on, however little it found.
     */
    public static ResultPage find(Handle handle, Query query) {
        return find(handle, query, MOST_LOOKED_THROUGH);
    }

    public static ResultPage find(Handle handle, Query query, int mostLookedThrough) {
        Map<Criterion, String> where = new LinkedHashMap<>(query.where());
        List<String> words = Condition.words(
                Optional.ofNullable(where.remove(Criterion.TEXT)).orElse(""));
        String column = query.sort().column();
        boolean byTime = column.equals("created");
        Condition condition = Condition.of(where, !byTime);
        String direction = query.sort().rising() ? "asc" : "desc";
        // A rule has its entries in order of time, so that the order can come from where the rule is found.
        String table = byTime && condition.byRule() ? "fired." : "search.";
        List<String> terms = new ArrayList<>(condition.terms());
        if (!byTime) {
            terms.add("search." + column + " is not null");
        }
        if (!query.cursor().isEmpty()) {
            terms.add("(" + table + column + ", " + table + "place) "
                    + (query.sort().rising() ? ">" : "<") + " (:cursorValue, :cursorPlace)");
        }
        var statement =
                handle.createQuery("select search.* from " + condition.tables() + Condition.where(terms) + " order by "
                        + table + column + " " + direction + ", " + table + "place " + direction + " limit :limit");
        condition.values().forEach(statement::bind);
        if (!query.cursor().isEmpty()) {
            int split = query.cursor().lastIndexOf('_');
            String value = query.cursor().substring(0, split);
            if (byTime) {
                statement.bind("cursorValue", (long) Double.parseDouble(value));
            } else {
                statement.bind("cursorValue", Double.parseDouble(value));
            }
            statement.bind("cursorPlace", Long.parseLong(query.cursor().substring(split + 1)));
        }
        int most = words.isEmpty() ? query.limit() + 1 : mostLookedThrough;
        statement.bind("limit", most).setFetchSize(query.limit());
        return listing(statement, column, words, query.limit(), most);
    }

    private static ResultPage listing(
            org.jdbi.v3.core.statement.Query statement, String column, List<String> words, int limit, int most) {
        List<RecommendationSummary> found = new ArrayList<>();
        String cursor = "";
        int seen = 0;
        try (ResultIterator<Row> rows =
                statement.map((row, context) -> Row.of(row, column, words)).iterator()) {
            while (rows.hasNext()) {
                Row row = rows.next();
                seen++;
                if (row.summary() != null) {
                    if (found.size() == limit) {
                        return new ResultPage(found, cursor);
                    }
                    found.add(row.summary());
                }
                cursor = row.cursor();
            }
        }
        return new ResultPage(found, seen == most ? cursor : null);
    }

    /** A row that was looked at; without a summary where the words are not in it. */
    private record Row(@Nullable RecommendationSummary summary, String sorted, long place) {
        static Row of(ResultSet row, String column, List<String> words) throws SQLException {
            String said = words.isEmpty() ? "" : row.getString("words");
            return new Row(
                    words.stream().allMatch(said::contains) ? SummaryRow.summary(row) : null,
                    row.getString(column),
                    row.getLong("place"));
        }

        String cursor() {
            return sorted + "_" + place;
        }
    }
}

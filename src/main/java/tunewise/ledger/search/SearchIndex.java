package tunewise.ledger.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import tunewise.advice.Recommendation.Outcome;
import tunewise.ledger.entry.Drift;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.IndexedFields;
import tunewise.ledger.entry.RecommendationSummary;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.Result;
import tunewise.ledger.store.EntryRow;
import tunewise.question.Knowledge;
import tunewise.text.Choice;
import tunewise.training.Method;

/** The columns by which recommendations are looked for, kept beside the chain and made from its bodies. */
public final class SearchIndex {
    /** Later than any entry, in milliseconds since 1970; still a moment that can be counted on from. */
    private static final long ALL_TIMES = Long.MAX_VALUE / 4;

    /** Rows that a text is looked for in before a page ends. */
    private static final int MOST_LOOKED_THROUGH = 10_000;

    private SearchIndex() {}

    public static void add(Handle handle, long place, Entry entry, IndexedFields indexed) {
        IndexedFields.Mark review = indexed.review();
        if (indexed.told() != null) {
            addRecommendation(handle, place, entry, indexed, indexed.told());
        } else if (review != null) {
            handle.createUpdate("insert into reviews (place, recommendation) values (:place, :recommendation)"
                            + " on conflict (place) do nothing")
                    .bind("place", place)
                    .bind("recommendation", review.recommendation())
                    .execute();
            handle.createUpdate("update search set review = :verdict where id = :id")
                    .bind("verdict", review.verdict())
                    .bind("id", review.recommendation())
                    .execute();
        }
    }

    private static void addRecommendation(
            Handle handle, long place, Entry entry, IndexedFields indexed, IndexedFields.Told told) {
        long created = entry.createdAt().toEpochMilli();
        Optional<IndexedFields.Setup> setup = Optional.ofNullable(told.setup());
        handle.createUpdate(
                        """
                        insert into search
                            (place, chain, seq, id, created, outcome, knowledge, model, model_name, method, rank, gpu, gpu_name,
                             gpu_count, provider, provider_name, release, came_from, requester, cost_usd, hours,
                             guide, review, words)
                        values
                            (:place, :chain, :seq, :id, :created, :outcome, :knowledge, :model, :modelName, :method, :rank, :gpu,
                             :gpuName, :gpuCount, :provider, :providerName, :release, :cameFrom, :requester, :costUsd,
                             :hours, :guide, :review, :words)
                        on conflict (place) do nothing
                        """)
                .bind("place", place)
                .bind("chain", entry.chain())
                .bind("seq", entry.seq())
                .bind("id", entry.id())
                .bind("created", created)
                .bind("outcome", told.outcome())
                .bind("knowledge", told.knowledge())
                .bind("model", told.model().id())
                .bind("modelName", told.model().name())
                .bind("method", setup.map(IndexedFields.Setup::method).orElse(""))
                .bind("rank", setup.map(IndexedFields.Setup::rank).orElse(0))
                .bind("gpu", setup.map(IndexedFields.Setup::gpu).orElse(""))
                .bind("gpuName", setup.map(IndexedFields.Setup::gpuName).orElse(""))
                .bind("gpuCount", setup.map(IndexedFields.Setup::gpuCount).orElse(0))
                .bind("provider", setup.map(IndexedFields.Setup::provider).orElse(""))
                .bind(
                        "providerName",
                        setup.map(IndexedFields.Setup::providerName).orElse(""))
                .bind("release", entry.release())
                .bind("cameFrom", entry.cameFrom())
                .bind("requester", plain(indexed.requester()))
                .bind("costUsd", told.costUsd().orElse(null))
                .bind("hours", told.hours().orElse(null))
                .bind("guide", told.guideWord())
                .bind("review", RecommendationSummary.NOT_REVIEWED)
                .bind("words", plain(indexed.words()))
                .execute();
        if (!indexed.rules().isEmpty()) {
            PreparedBatch batch = handle.prepareBatch(
                    "insert into fired (rule, created, place) values (?, ?, ?) on conflict do nothing");
            indexed.rules().forEach(rule -> batch.add(rule, created, place));
            batch.execute();
        }
    }

    /** PostgreSQL keeps no text with a NUL in it. */
    private static String plain(String text) {
        return text.replace("\0", "");
    }

    /** Adds what the chain holds beyond the index; a store of an older version has none at all. */
    public static void catchUp(Handle handle) {
        long through = handle.createQuery(
                        """
                        select max(place) from (
                            select coalesce(max(place), 0) as place from search
                            union all select coalesce(max(place), 0) from reviews) as indexed
                        """)
                .mapTo(Long.class)
                .one();
        boolean behind = handle.createQuery(
                                """
                        select count(*) from (
                            select place from entries
                            where kind in ('recommendation', 'review') and place > :through limit 1) as missing
                        """)
                        .bind("through", through)
                        .mapTo(Integer.class)
                        .one()
                > 0;
        boolean untold =
                handle.createQuery("select (select count(*) from (select place from search limit 1) as indexed)"
                                        + " - (select count(*) from (select n from tallies limit 1) as counted)")
                                .mapTo(Integer.class)
                                .one()
                        > 0;
        if (behind || untold) {
            handle.useTransaction(transaction -> {
                add(transaction, through);
                DailyCounts.recount(transaction, ALL_TIMES);
            });
        }
    }

    /** Makes the whole index anew. */
    public static void rebuild(Handle handle) {
        handle.useTransaction(transaction -> {
            transaction.execute("delete from search");
            transaction.execute("delete from fired");
            transaction.execute("delete from reviews");
            add(transaction, 0);
            DailyCounts.recount(transaction, ALL_TIMES);
        });
    }

    private static void add(Handle handle, long after) {
        try (ResultIterator<Placed> entries = handle.createQuery(
                        "select * from entries where place > :after and length(body) > 0 order by place")
                .bind("after", after)
                .setFetchSize(500)
                .map((row, context) -> new Placed(row.getLong("place"), EntryRow.entry(row)))
                .iterator()) {
            entries.forEachRemaining(placed -> {
                Entry entry = placed.entry();
                add(handle, placed.place(), entry, IndexedFields.of(entry.id(), entry.kind(), entry.body()));
            });
        }
    }

    private record Placed(long place, Entry entry) {}

    /** Whether there is any recommendation from before a moment. */
    public static boolean reachesBefore(Handle handle, long created) {
        return handle.createQuery(
                                "select count(*) from (select place from search where created < :created limit 1) as old")
                        .bind("created", created)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** What is erased can no longer be looked for. */
    public static void forget(Handle handle, long created) {
        handle.createUpdate("delete from fired where created < :created")
                .bind("created", created)
                .execute();
        handle.createUpdate("delete from search where created < :created")
                .bind("created", created)
                .execute();
        DailyCounts.recount(handle, created);
    }

    public static int keepDrift(Handle handle, Replay replay) {
        return handle.createUpdate("update search set drift = :drift, drift_against = :against where id = :id")
                .bind("drift", replay.result().id())
                .bind("against", replay.against())
                .bind("id", replay.id())
                .execute();
    }

    public static int forgetDriftExcept(Handle handle, String against) {
        return handle.createUpdate("update search set drift = '', drift_against = ''"
                        + " where drift > '' and drift_against <> :against")
                .bind("against", against)
                .execute();
    }

    public static Drift drift(Handle handle) {
        List<Drifted> rows = handle.createQuery(
                        "select release, drift, max(drift_against) as against, count(*) as n from search"
                                + " where drift > '' group by release, drift order by release, drift")
                .map((row, context) -> new Drifted(
                        row.getString("release"),
                        chosen(Result.values(), row.getString("drift")),
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

    public static List<String> reviewsOf(Handle handle, String recommendation) {
        return handle.createQuery(
                        """
                        select entries.id from reviews join entries on entries.place = reviews.place
                        where reviews.recommendation = :recommendation order by reviews.place
                        """)
                .bind("recommendation", recommendation)
                .mapTo(String.class)
                .list();
    }

    /**
     * A page of what meets the criteria. A text is looked for in a bounded number of rows, so that a page never takes
     * long; a listing that ends there says where to go on, however little it found.
     */
    public static ResultPage find(Handle handle, Query query) {
        return find(handle, query, MOST_LOOKED_THROUGH);
    }

    public static ResultPage find(Handle handle, Query query, int mostLookedThrough) {
        Map<Criterion, String> where = new LinkedHashMap<>(query.where());
        List<String> words =
                words(Optional.ofNullable(where.remove(Criterion.TEXT)).orElse(""));
        String column = query.sort().column();
        boolean byTime = column.equals("created");
        Condition condition = Condition.of(where, !byTime);
        String direction = query.sort().rising() ? "asc" : "desc";
        // A rule has its entries in order of time, so that the order can come from where the rule is found.
        String table = byTime && condition.byRule ? "fired." : "search.";
        List<String> terms = new ArrayList<>(condition.terms);
        if (!byTime) {
            terms.add("search." + column + " is not null");
        }
        if (!query.cursor().isEmpty()) {
            terms.add("(" + table + column + ", " + table + "place) "
                    + (query.sort().rising() ? ">" : "<") + " (:cursorValue, :cursorPlace)");
        }
        var statement = handle.createQuery("select search.* from " + condition.tables() + where(terms) + " order by "
                + table + column + " " + direction + ", " + table + "place " + direction + " limit :limit");
        condition.values.forEach(statement::bind);
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

    private static List<String> words(String text) {
        return text.isBlank()
                ? List.of()
                : List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+", -1));
    }

    /** How many there are by the values of a column, most first. */
    public static Map<String, Long> counts(Handle handle, Map<Criterion, String> where, String column) {
        Condition condition = Condition.of(where);
        var statement =
                handle.createQuery("select search." + column + " as value, count(*) as n from " + condition.tables()
                        + where(condition.terms) + " group by search." + column + " order by n desc, value");
        condition.values.forEach(statement::bind);
        return collected(statement);
    }

    /** How often each rule fired, most first. */
    public static Map<String, Long> rules(Handle handle, Map<Criterion, String> where) {
        Condition condition = Condition.of(where);
        String counted = condition.terms.isEmpty()
                ? "fired"
                : "fired where fired.place in (select search.place from search " + where(condition.terms) + ")";
        var statement = handle.createQuery(
                "select rule as value, count(*) as n from " + counted + " group by rule order by n desc, value");
        condition.values.forEach(statement::bind);
        return collected(statement);
    }

    /** How many there are on each day that has any. */
    public static Map<LocalDate, Long> days(Handle handle, Map<Criterion, String> where) {
        Condition condition = Condition.of(where);
        var statement = handle.createQuery("select search.created / 86400000 as value, count(*) as n from "
                + condition.tables() + where(condition.terms) + " group by search.created / 86400000 order by 1");
        condition.values.forEach(statement::bind);
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

    private static String where(List<String> terms) {
        return terms.isEmpty() ? "" : " where " + String.join(" and ", terms);
    }

    private static RecommendationSummary summary(ResultSet row) throws SQLException {
        String gpu = row.getString("gpu");
        String requester = row.getString("requester");
        return new RecommendationSummary(
                row.getString("chain"),
                row.getLong("seq"),
                row.getString("id"),
                Instant.ofEpochMilli(row.getLong("created")),
                chosen(Outcome.values(), row.getString("outcome")),
                chosen(Knowledge.values(), row.getString("knowledge")),
                row.getString("model"),
                row.getString("model_name"),
                gpu.isEmpty()
                        ? null
                        : new RecommendationSummary.Choice(
                                chosen(Method.values(), row.getString("method")),
                                row.getInt("rank"),
                                gpu,
                                row.getString("gpu_name"),
                                row.getInt("gpu_count"),
                                row.getString("provider"),
                                row.getString("provider_name"),
                                row.getDouble("cost_usd"),
                                row.getDouble("hours")),
                row.getString("guide"),
                row.getString("release"),
                row.getString("came_from"),
                requester.isEmpty() ? null : requester,
                row.getString("review"));
    }

    private static <C extends Choice> C chosen(C[] choices, String id) throws SQLException {
        for (C choice : choices) {
            if (choice.id().equals(id)) {
                return choice;
            }
        }
        throw new SQLException("the index holds '" + id + "', which this version does not know");
    }

    /** A row that was looked at; without a summary where the words are not in it. */
    private record Row(@Nullable RecommendationSummary summary, String sorted, long place) {
        static Row of(ResultSet row, String column, List<String> words) throws SQLException {
            String said = words.isEmpty() ? "" : row.getString("words");
            return new Row(
                    words.stream().allMatch(said::contains) ? SearchIndex.summary(row) : null,
                    row.getString(column),
                    row.getLong("place"));
        }

        String cursor() {
            return sorted + "_" + place;
        }
    }

    /** Criteria as terms of a where clause, with the values they name. */
    private record Condition(List<String> terms, Map<String, Object> values, boolean byRule, boolean byAmount) {
        /** Criteria of which one value may well hold for half of all, and which no index has in order of amounts. */
        private static final Set<Criterion> COMMON =
                EnumSet.of(Criterion.CAME_FROM, Criterion.RELEASE, Criterion.CHAIN);

        static Condition of(Map<Criterion, String> where) {
            return of(where, false);
        }

        /** byAmount tells that rows are wanted in order of dollars or hours, only the first of which are read. */
        static Condition of(Map<Criterion, String> where, boolean byAmount) {
            Condition condition = new Condition(
                    new ArrayList<>(), new LinkedHashMap<>(), where.containsKey(Criterion.RULE), byAmount);
            where.forEach(condition::add);
            return condition;
        }

        String tables() {
            return byRule ? "fired join search on search.place = fired.place" : "search";
        }

        private void add(Criterion criterion, String value) {
            switch (criterion) {
                case FROM -> term(created() + " >= :from", "from", Query.since(value));
                case TO -> term(created() + " < :until", "until", Query.until(value));
                case RULE -> term("fired.rule = :rule", "rule", value.toUpperCase(Locale.ROOT));
                case TEXT -> text(value);
                case REVIEW -> {
                    if (value.equals(RecommendationSummary.REVIEWED)) {
                        term("search.review <> :review", "review", RecommendationSummary.NOT_REVIEWED);
                    } else {
                        term("search.review = :review", "review", value);
                    }
                }
                default -> {
                    String column = "search." + criterion.column().orElseThrow();
                    // An index of these would find half of all rows, only to have them sorted; the function keeps it
                    // out.
                    String compared = byAmount && COMMON.contains(criterion) ? "coalesce(" + column + ", '')" : column;
                    term(compared + " = :" + criterion.parameter(), criterion.parameter(), value);
                }
            }
        }

        private String created() {
            return byRule ? "fired.created" : "search.created";
        }

        private void text(String value) {
            List<String> words = words(value);
            for (int i = 0; i < words.size(); i++) {
                String literal =
                        words.get(i).replace("!", "!!").replace("%", "!%").replace("_", "!_");
                term("search.words like :word" + i + " escape '!'", "word" + i, "%" + literal + "%");
            }
        }

        private void term(String term, String name, Object value) {
            terms.add(term);
            values.put(name, value);
        }
    }
}

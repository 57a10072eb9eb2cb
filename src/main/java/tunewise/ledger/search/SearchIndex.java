package tunewise.ledger.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.IndexedFields;
import tunewise.ledger.entry.RecommendationSummary;
import tunewise.ledger.store.EntryRow;

/** The columns by which recommendations are looked for, kept beside the chain and made from its bodies. */
public final class SearchIndex {
    /** Later than any entry, in milliseconds since 1970; still a moment that can be counted on from. */
    private static final long ALL_TIMES = Long.MAX_VALUE / 4;

    private SearchIndex() {}

    public static void add(Handle handle, long place, Entry entry, IndexedFields indexed) {
        IndexedFields.Mark review = indexed.review();
        if (indexed.answer() != null) {
            addRecommendation(handle, place, entry, indexed, indexed.answer());
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
            Handle handle, long place, Entry entry, IndexedFields indexed, IndexedFields.Answer answer) {
        long created = entry.createdAt().toEpochMilli();
        handle.createUpdate(
                        """
                        insert into search
                            (place, chain, seq, id, created, outcome, knowledge, model, model_name, method, rank, gpu, gpu_name,
                             gpu_count, provider, provider_name, release, came_from, requester, cost_usd, hours,
                             guide, review, words)
                        values
                            (:place, :chain, :seq, :id, :created, :outcome, :knowledge, :model, :model_name, :method, :rank, :gpu,
                             :gpu_name, :gpu_count, :provider, :provider_name, :release, :came_from, :requester, :cost_usd,
                             :hours, :guide, :review, :words)
                        on conflict (place) do nothing
                        """)
                .bindMap(columns(place, entry, indexed, answer))
                .execute();
        if (!indexed.rules().isEmpty()) {
            PreparedBatch batch = handle.prepareBatch(
                    "insert into fired (rule, created, place) values (?, ?, ?) on conflict do nothing");
            indexed.rules().forEach(rule -> batch.add(rule, created, place));
            batch.execute();
        }
    }

    /** What a recommendation has in each column before anybody reviews it. */
    public static Map<String, @Nullable Object> columns(
            long place, Entry entry, IndexedFields indexed, IndexedFields.Answer answer) {
        Optional<IndexedFields.ShortSetup> setup = Optional.ofNullable(answer.setup());
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("place", place);
        columns.put("chain", entry.chain());
        columns.put("seq", entry.seq());
        columns.put("id", entry.id());
        columns.put("created", entry.createdAt().toEpochMilli());
        columns.put("outcome", answer.outcome());
        columns.put("knowledge", answer.knowledge());
        columns.put("model", answer.model().id());
        columns.put("model_name", answer.model().name());
        columns.put("method", setup.map(IndexedFields.ShortSetup::method).orElse(""));
        columns.put("rank", setup.map(IndexedFields.ShortSetup::rank).orElse(0));
        columns.put("gpu", setup.map(IndexedFields.ShortSetup::gpu).orElse(""));
        columns.put("gpu_name", setup.map(IndexedFields.ShortSetup::gpuName).orElse(""));
        columns.put("gpu_count", setup.map(IndexedFields.ShortSetup::gpuCount).orElse(0));
        columns.put("provider", setup.map(IndexedFields.ShortSetup::provider).orElse(""));
        columns.put(
                "provider_name",
                setup.map(IndexedFields.ShortSetup::providerName).orElse(""));
        columns.put("release", entry.release());
        columns.put("came_from", entry.cameFrom());
        columns.put("requester", plain(indexed.requester()));
        columns.put("cost_usd", answer.costUsd().orElse(null));
        columns.put("hours", answer.hours().orElse(null));
        columns.put("guide", answer.guideWord());
        columns.put("review", RecommendationSummary.NOT_REVIEWED);
        columns.put("words", plain(indexed.text()));
        return columns;
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
        boolean uncounted =
                handle.createQuery("select (select count(*) from (select place from search limit 1) as indexed)"
                                        + " - (select count(*) from (select n from tallies limit 1) as counted)")
                                .mapTo(Integer.class)
                                .one()
                        > 0;
        if (behind || uncounted) {
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
}

package tunewise.ledger;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.RecommendationSummary;
import tunewise.ledger.parquet.EntryFiles;
import tunewise.ledger.search.Criterion;
import tunewise.ledger.search.DailyCounts;
import tunewise.ledger.search.Dashboard;
import tunewise.ledger.search.LiveCounts;
import tunewise.ledger.search.Query;
import tunewise.ledger.search.ResultPage;
import tunewise.ledger.search.Search;
import tunewise.ledger.search.SearchIndex;
import tunewise.ledger.store.EntryTable;

/** Finds, counts and exports the recommendations that were recorded. */
public final class LedgerSearch {
    private final StoreAccess access;

    LedgerSearch(StoreAccess access) {
        this.access = access;
    }

    /** Recommendations that meet every criterion, page by page. */
    public ResultPage find(Query query) {
        return access.read(handle -> Search.find(handle, query));
    }

    /** Goes through all recommendations that meet the criteria, oldest first, a page at a time. */
    public void each(Query query, Consumer<RecommendationSummary> each) {
        Query page = new Query(query.where(), Query.Sort.OLDEST, "", Query.MOST);
        Optional<String> next = Optional.empty();
        do {
            ResultPage listing = find(page);
            listing.recommendations().forEach(each);
            next = Optional.ofNullable(listing.next());
            page = next.map(page::after).orElse(page);
        } while (next.isPresent());
    }

    /** Visits the recommendations that meet criteria with their entries, oldest first, whatever the query's order. */
    public void eachEntry(Query query, BiConsumer<RecommendationSummary, Entry> each) {
        each(query, summary -> access.read(handle -> EntryTable.find(handle, summary.id()))
                .ifPresent(entry -> each.accept(summary, entry)));
    }

    /**
     * Writes a whole chain, or the recommendations that meet criteria, as JSON Lines with the hashes of the chain. Only a
     * whole chain can be held against a checkpoint: this instance's, or the one that is the only criterion.
     */
    public void exportJsonl(Query query, Writer out) {
        export(query, entry -> Export.line(entry, out));
    }

    /** Writes the same entries as Parquet files into a folder that is made here, apart by month. */
    public void exportParquet(Query query, Path folder) throws IOException {
        try (EntryFiles files = new EntryFiles(folder)) {
            export(query, files::add);
        }
    }

    private void export(Query query, Consumer<Entry> each) {
        if (Set.of(Criterion.CHAIN).containsAll(query.where().keySet())) {
            String chain = query.where().getOrDefault(Criterion.CHAIN, access.chain());
            access.read(handle -> {
                EntryTable.each(handle, chain, each);
                return handle;
            });
        } else {
            eachEntry(query, (summary, entry) -> each.accept(entry));
        }
    }

    /** Writes recommendations that meet the criteria as CSV, a row each. */
    public void exportCsv(Query query, Writer out) {
        try (CsvWriter csv = Export.csv(out)) {
            eachEntry(query, (summary, entry) -> Export.row(summary, entry, csv));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts recommendations of a period; both ends are days or instants, empty for none. */
    public Dashboard dashboard(Query query) {
        Map<Criterion, String> where = query.where();
        return access.read(handle -> {
            boolean counted = DailyCounts.canCount(where);
            Function<String, Map<String, Long>> counts = facet ->
                    counted ? DailyCounts.counts(handle, where, facet) : LiveCounts.counts(handle, where, facet);
            Map<String, Long> outcomes = counts.apply("outcome");
            return new Dashboard(
                    outcomes.values().stream().mapToLong(Long::longValue).sum(),
                    counted ? DailyCounts.days(handle, where) : LiveCounts.days(handle, where),
                    outcomes,
                    counts.apply("gpu"),
                    counts.apply("provider"),
                    counts.apply("method"),
                    counts.apply("guide"),
                    counted ? counts.apply("rule") : LiveCounts.rules(handle, where));
        });
    }

    /** The values that model, gpu, provider, method, outcome, release or chain have, most frequent first. */
    public List<String> values(Criterion criterion) {
        String column = criterion.column().orElseThrow();
        return access.read(handle -> DailyCounts.counts(handle, Map.of(), column)).keySet().stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Makes anew what recommendations are looked for by, from what the chain holds. */
    public void reindex() {
        access.write(transaction -> {
            SearchIndex.rebuild(transaction);
            return transaction;
        });
    }
}

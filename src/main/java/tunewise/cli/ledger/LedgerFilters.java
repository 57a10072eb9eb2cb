package tunewise.cli.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tunewise.ledger.search.Criterion;
import tunewise.ledger.search.Query;

/** Options that pick recommendations; all given ones have to hold. */
final class LedgerFilters {
    @Option(names = "--from", paramLabel = "DAY", description = "the first day, or an instant")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "DAY", description = "the last day (all of it), or an instant")
    private @Nullable String to;

    @Option(
            names = "--where",
            paramLabel = "FIELD=VALUE",
            description = "model, gpu, provider, method, outcome, knowledge, guide, rule, review, release, cameFrom,"
                    + " requester, chain, drift or text; may be repeated")
    private Map<String, String> where = Map.of();

    Query query() {
        Map<String, List<String>> given = new LinkedHashMap<>();
        where.forEach((field, value) -> given.put(field, List.of(value)));
        put(given, Criterion.FROM, from);
        put(given, Criterion.TO, to);
        return Query.read(given);
    }

    private static void put(Map<String, List<String>> given, Criterion criterion, @Nullable String value) {
        if (value != null) {
            given.put(criterion.parameter(), List.of(value));
        }
    }
}

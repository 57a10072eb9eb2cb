package tunewise.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which role each route asks for. What the table does not name is not reachable: the service does not start with a route
 * that has no row.
 */
public final class Rights {
    private static final String OPEN = "open";
    private static final String ANYONE = "anyone";

    /**
     * Who, method and path, a row each. Open is for people who have not signed in yet; anyone is whoever has; otherwise one of
     * the roles is enough.
     */
    private static final String TABLE =
            """
            open                          GET  /assets/{name}
            open                          GET  /healthz
            open                          GET  /readyz
            open                          GET  /openapi.json
            open                          GET  /decision-log.schema.json
            open                          GET  /help
            open                          GET  /help/{chapter}
            open                          GET  /sign-in
            open                          POST /sign-in
            open                          GET  /sign-in/provider
            open                          GET  /sign-in/return
            open                          GET  /join/{secret}
            open                          POST /join/{secret}
            anyone                        POST /sign-out

            anyone                        GET  /
            ask                           POST /
            ask                           POST /faults
            ask,analyse                   GET  /what-if
            ask,analyse                   GET  /compare
            ask,analyse                   GET  /estimates
            ask,analyse                   GET  /fits
            anyone                        GET  /glossary
            anyone                        GET  /rules
            anyone                        GET  /rules/{id}
            anyone                        GET  /prices
            anyone                        GET  /rehearsals
            anyone                        GET  /components
            ask                           POST /api/recommendations
            ask                           POST /api/recommendations/batch
            ask,analyse                   POST /api/estimates
            anyone                        GET  /api/models
            anyone                        GET  /api/models/<id>
            anyone                        GET  /api/gpus
            anyone                        GET  /api/offers
            anyone                        GET  /api/rules
            anyone                        GET  /api/rules/{id}
            ask                           POST /mcp

            ask,analyse,approve,audit     GET  /recommendations
            ask,analyse,approve,audit     GET  /recommendations/compare
            ask,analyse,approve,audit     GET  /recommendations/{id}
            ask,analyse,approve,audit     GET  /recommendations/{id}/export/{format}
            ask,analyse,approve,audit     GET  /api/recommendations
            ask,analyse,approve,audit     GET  /api/recommendations/{id}
            ask,analyse,approve,audit     GET  /api/recommendations/{id}/export/{format}
            ask,analyse,approve,audit     GET  /api/recommendations/{id}/reviews
            ask,analyse,approve,audit     GET  /api/recommendations/{id}/reports
            ask,analyse                   POST /recommendations/{id}/reports
            ask,analyse                   POST /api/recommendations/{id}/reports
            audit                         POST /recommendations/{id}/reviews
            audit                         POST /api/recommendations/{id}/reviews
            analyse,approve,audit         GET  /recommendations/{id}/replay
            analyse,approve,audit         POST /api/recommendations/{id}/replay

            audit                         GET  /recommendations/printed
            audit                         GET  /api/recommendations.jsonl
            audit                         GET  /api/recommendations.csv
            audit                         GET  /ledger
            audit                         GET  /ledger/verify
            audit                         POST /ledger/verify
            audit                         POST /ledger/checkpoints
            audit                         POST /ledger/drift
            audit,administer              GET  /ledger/acts
            audit                         GET  /api/ledger/verify
            audit                         GET  /api/ledger/checkpoints
            audit                         POST /api/ledger/checkpoints
            analyse,approve,audit         GET  /api/ledger/key
            audit,administer              GET  /api/ledger/acts
            analyse,approve,audit         GET  /ledger/accuracy
            analyse,approve,audit         GET  /ledger/reality
            analyse,approve,audit         GET  /api/ledger/accuracy
            analyse,approve,audit         GET  /api/ledger/learning
            audit,administer              GET  /metrics

            analyse,approve               GET  /workshop
            analyse,approve               GET  /workshop/words
            analyse,approve,audit         GET  /workshop/history
            analyse,approve               POST /workshop/history/{publication}/rollback
            analyse,approve               GET  /workshop/history/{publication}/bundle
            analyse                       POST /workshop/history/take
            analyse                       POST /workshop/folder/update
            analyse                       POST /workshop/drafts
            analyse,approve               GET  /workshop/drafts/{draft}
            analyse,approve               POST /workshop/drafts/{draft}/test
            analyse,approve               POST /workshop/drafts/{draft}/mutate
            analyse,approve               POST /workshop/drafts/{draft}/impact
            analyse,approve               POST /workshop/drafts/{draft}/publish
            analyse                       POST /workshop/drafts/{draft}/submit
            approve                       POST /workshop/drafts/{draft}/approve
            approve                       POST /workshop/drafts/{draft}/send-back
            analyse                       POST /workshop/drafts/{draft}/update
            analyse                       POST /workshop/drafts/{draft}/remove
            analyse                       POST /workshop/drafts/{draft}/open
            analyse                       POST /workshop/drafts/{draft}/rule
            analyse                       POST /workshop/drafts/{draft}/price
            analyse                       POST /workshop/drafts/{draft}/threshold
            analyse                       POST /workshop/drafts/{draft}/accept
            analyse,approve               GET  /workshop/drafts/{draft}/files/<path>
            analyse                       POST /workshop/drafts/{draft}/files/<path>
            analyse                       POST /workshop/drafts/{draft}/rows/<path>
            analyse,approve,audit         GET  /workshop/jobs/{job}
            analyse,approve,audit         POST /workshop/jobs/{job}/stop
            analyse,approve               GET  /workshop/learning
            analyse                       POST /workshop/learning
            analyse                       GET  /workshop/prices
            analyse                       POST /workshop/prices
            analyse                       GET  /workshop/prices/{list}
            analyse                       POST /workshop/prices/{list}/draft
            analyse,approve,audit         GET  /api/releases
            analyse,approve,audit         GET  /api/releases/{id}
            analyse,approve               POST /api/releases
            analyse,approve               POST /api/releases/check
            analyse,approve               POST /api/releases/impact
            analyse,approve               POST /api/releases/{id}/rollback
            analyse,approve               GET  /api/releases/{id}/bundle
            analyse                       POST /api/releases/take

            administer                    GET  /access
            administer                    POST /access/accounts
            administer                    POST /access/accounts/{name}/roles
            administer                    POST /access/accounts/{name}/invite
            administer                    POST /access/accounts/{name}/remove
            administer                    POST /access/tokens
            administer                    POST /access/tokens/{id}/revoke
            """;

    private static final Map<String, Right> RIGHTS = TABLE.lines()
            .filter(row -> !row.isBlank())
            .map(row -> row.strip().split("\\s+"))
            .collect(Collectors.toMap(
                    row -> row[1] + " " + row[2],
                    row -> Right.of(row[0]),
                    (one, other) -> {
                        throw new IllegalStateException("two rows for one route");
                    },
                    LinkedHashMap::new));

    private Rights() {}

    /**
     * What a route asks for.
     *
     * @param open nobody needs to be signed in
     * @param oneOf the roles of which one is enough; none where having signed in is
     */
    public record Right(boolean open, Set<Role> oneOf) {
        public Right {
            oneOf = Set.copyOf(oneOf);
        }

        private static Right of(String who) {
            return switch (who) {
                case OPEN -> new Right(true, Set.of());
                case ANYONE -> new Right(false, Set.of());
                default -> new Right(false, Role.read(Stream.of(who.split(",")).toList()));
            };
        }

        public boolean allows(Person person) {
            return open || person.has(oneOf);
        }
    }

    /** What a route asks for, as in {@code GET} and {@code /api/rules/{id}}; empty when the table does not name it. */
    public static Optional<Right> of(String method, String path) {
        return Optional.ofNullable(RIGHTS.get(method + " " + path));
    }

    /** What the row asks for whose path an address fits; for HEAD, which runs no route and so has no path. */
    public static Optional<Right> ofAddress(String method, String address) {
        return of(method, address).or(() -> firstThatFits(method, address));
    }

    private static Optional<Right> firstThatFits(String method, String address) {
        return RIGHTS.entrySet().stream()
                .filter(row -> row.getKey().startsWith(method + " "))
                .filter(row -> address.matches(row.getKey()
                        .substring(method.length() + 1)
                        .replace(".", "\\.")
                        .replaceAll("\\{[a-z]+}", "[^/]+")
                        .replaceAll("<[a-z]+>", ".+")))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** All rows, as in {@code GET /api/rules/{id}}. */
    public static Map<String, Right> all() {
        return Map.copyOf(RIGHTS);
    }

    /**
     * Holds the routes of a service against the table.
     *
     * @throws IllegalStateException when a route has no row
     */
    public static void requireRows(Set<String> routes) {
        Set<String> unnamed = new TreeSet<>(routes);
        unnamed.removeAll(RIGHTS.keySet());
        if (!unnamed.isEmpty()) {
            throw new IllegalStateException("no row of the table of rights names " + String.join(", ", unnamed));
        }
    }
}

package tunewise.remote;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.Set;

/** Where an answer points to. What opens a door at one server is not shown to another. */
final class Redirect {
    /** Longer ways lead in circles. */
    static final int MOST = 5;

    private static final Set<Integer> AS_IT_WAS = Set.of(307, 308);
    private static final Set<Integer> TO_READ = Set.of(301, 302, 303);

    private Redirect() {}

    /** The request to make next; empty where an answer points nowhere, or out of a protected connection. */
    static Optional<HttpRequest> next(HttpRequest asked, int status, Optional<String> location) {
        if (location.isEmpty() || !(AS_IT_WAS.contains(status) || TO_READ.contains(status))) {
            return Optional.empty();
        }
        URI to;
        try {
            to = asked.uri().resolve(location.get());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String scheme = String.valueOf(to.getScheme());
        if (to.getHost() == null
                || !(scheme.equals("https") || scheme.equals(asked.uri().getScheme()))) {
            return Optional.empty();
        }
        boolean same = server(to).equals(server(asked.uri()));
        HttpRequest.Builder next = HttpRequest.newBuilder(
                        asked, (name, value) -> same || !name.equalsIgnoreCase("Authorization"))
                .uri(to);
        return Optional.of((AS_IT_WAS.contains(status) ? next : next.GET()).build());
    }

    private static String server(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}

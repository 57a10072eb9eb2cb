package tunewise.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.DoSHandler;
import org.eclipse.jetty.server.handler.DoSHandler.LeakingBucketTrackerFactory;
import org.eclipse.jetty.server.handler.QoSHandler;
import tunewise.web.WebSettings.Limits;

/**
 * Limits what the service takes on: requests a second of one client, requests under way, and a few at a time of those that
 * take long. The rest wait for their turn. If too many wait, or wait too long, they get an error and may try again.
 */
final class Crowd {
    /** After a pause, a client may ask for several pages at once. */
    private static final int SECONDS_AT_ONCE = 2;

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int MOST_WAITING_FOR_LONG = 64;

    /** Always answered, because monitors have to learn how the service is. */
    private static final Set<String> WATCHED = Set.of("/healthz", "/readyz");

    private static final Pattern LONG =
            Pattern.compile("/api/recommendations/batch|/api/ledger/(?:verify|learning|accuracy)"
                    + "|/ledger/verify|/workshop/learning|/api/recommendations\\.(?:jsonl|csv)|.*/replay"
                    + "|/recommendations/printed|/workshop/prices(?:/.+)?|/api/releases/take|/workshop/history/take");

    private final Limits limits;
    private final String proxy;
    private final QoSHandler all = new QoSHandler();
    private final QoSHandler few = new QoSHandler();

    /**
     * @param proxy address of the proxy that is believed when it names a client; empty for none
     * @param atOnce requests under way in all
     * @param longAtOnce of those that take long
     */
    Crowd(Limits limits, String proxy, int atOnce, int longAtOnce) {
        this.limits = limits;
        this.proxy = proxy;
        queue(all, atOnce, limits.waiting());
        all.exclude(request -> WATCHED.contains(Request.getPathInContext(request)));
        queue(few, longAtOnce, Math.min(limits.waiting(), MOST_WAITING_FOR_LONG));
        few.include(request -> LONG.matcher(Request.getPathInContext(request)).matches());
    }

    private static void queue(QoSHandler handler, int atOnce, int waiting) {
        handler.setMaxRequestCount(atOnce);
        handler.setMaxSuspendedRequestCount(waiting);
        handler.setMaxSuspend(LONGEST_WAIT);
        handler.setRejectStatusCode(HttpStatus.SERVICE_UNAVAILABLE_503);
    }

    /** All that stands before the service: bodies are waited for outside the queues, so that slow senders take no place. */
    Handler before(PatientBodies bodies) {
        few.setHandler(all);
        bodies.setHandler(few);
        if (limits.perSecond() == 0) {
            return bodies;
        }
        DoSHandler clients = new DoSHandler(
                this::client,
                new LeakingBucketTrackerFactory(limits.perSecond(), limits.perSecond() * SECONDS_AT_ONCE, REMEMBERED),
                (request, response, callback) -> {
                    Response.writeError(request, response, callback, HttpStatus.TOO_MANY_REQUESTS_429);
                    return true;
                },
                -1);
        clients.exclude(request -> !limits.here() && isHere(address(request)));
        clients.setHandler(bodies);
        return clients;
    }

    /** Requests that wait for their turn. */
    int waiting() {
        return all.getSuspendedRequestCount();
    }

    /** Requests that take long and wait for their turn. */
    int waitingForLong() {
        return few.getSuspendedRequestCount();
    }

    /** Who asks: an address, or the network of one household where addresses are plenty. */
    private String client(Request request) {
        String address = address(request);
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length > 4 ? Arrays.toString(Arrays.copyOf(bytes, 8)) : address;
        } catch (UnknownHostException e) {
            return address;
        }
    }

    /** What the named proxy added last; what anybody else says of themselves counts for nothing. */
    private String address(Request request) {
        String remote = Request.getRemoteAddr(request);
        List<String> named = request.getHeaders().getValuesList("X-Forwarded-For");
        if (proxy.isEmpty() || !proxy.equals(remote) || named.isEmpty()) {
            return remote;
        }
        String last = named.get(named.size() - 1);
        String client = last.substring(last.lastIndexOf(',') + 1).strip();
        return client.matches("[0-9A-Fa-f.:]+") ? client : remote;
    }

    private static boolean isHere(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}

package tunewise.web;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HandlerType;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in: only calls by a name of this service, which DNS rebinding cannot forge, and no posts from other
 * people's pages.
 */
final class RequestGuard {
    /**
     * Goes out with every answer. The referrer policy is not no-referrer, because with that browsers send the forms of
     * our own pages with {@code Origin: null}, like those of a foreign one.
     */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()");

    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    private final Set<String> allowedHosts;

    RequestGuard(Set<String> allowedHosts) {
        this.allowedHosts = allowedHosts;
    }

    void check(Context ctx) {
        HEADERS.forEach(ctx::header);
        ctx.header("Cache-Control", "no-cache");
        String host = ctx.header("Host");
        if (host == null || !isOurs(host, ctx.req().getLocalPort())) {
            throw new ForbiddenResponse("This service does not accept the host name of this address. Maybe use "
                    + "127.0.0.1 or localhost with its port, or allow the name when you start it.");
        }
        if (!READING.contains(ctx.method()) && isForeign(ctx, host)) {
            throw new ForbiddenResponse("A page of another site sent this, and may not ask here. Maybe open"
                    + " this service's own page and ask there.");
        }
    }

    private boolean isOurs(String host, int port) {
        String name = host.toLowerCase(Locale.ROOT);
        return allowedHosts.contains(name)
                || LOOPBACK_NAMES.stream().anyMatch(loopback -> name.equals(loopback + ":" + port))
                || (port == 80 && LOOPBACK_NAMES.contains(name));
    }

    private static boolean isForeign(Context ctx, String host) {
        @Nullable String site = ctx.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        @Nullable String origin = ctx.header("Origin");
        return origin != null
                && !origin.equalsIgnoreCase("http://" + host)
                && !origin.equalsIgnoreCase("https://" + host);
    }
}

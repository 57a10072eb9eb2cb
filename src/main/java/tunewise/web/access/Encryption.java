package tunewise.web.access;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Whether a request came over an encrypted connection: to this service, or to the proxy that the operator named. What anybody
 * else says of that in a header counts for nothing.
 *
 * @param proxy address of the proxy; empty for none
 */
public record Encryption(String proxy) {

    boolean holds(Context ctx) {
        return ctx.req().isSecure() || (isProxy(ctx) && "https".equalsIgnoreCase(ctx.header("X-Forwarded-Proto")));
    }

    /** Whether nobody on the way can read along: it is encrypted, or never leaves this machine. */
    boolean isPrivate(Context ctx) {
        return holds(ctx) || (isLoopback(ctx.req().getRemoteAddr()) && !isProxy(ctx));
    }

    private boolean isProxy(Context ctx) {
        return !proxy.isEmpty() && proxy.equals(ctx.req().getRemoteAddr());
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}

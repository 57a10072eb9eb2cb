package tunewise.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the service listens, and under which names it may be called.
 *
 * @param host address or name to bind to
 * @param port 0 for any free one
 * @param allowedHosts further values of the Host header that are let in, as in {@code tunewise.example} or
 *     {@code tunewise.example:8080}; loopback names with the served port always are
 */
public record WebSettings(String host, int port, Set<String> allowedHosts) {

    public WebSettings {
        allowedHosts = Set.copyOf(new TreeSet<>(allowedHosts));
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port is " + port + ", and ports go from 0 to 65535. Maybe you mean 8080.");
        }
        if (allowedHosts.isEmpty() && !isLoopback(host)) {
            throw new IllegalArgumentException("host is '" + host
                    + "', which others can reach, and no host name is allowed. Maybe you mean 127.0.0.1, or the name"
                    + " people will type has to be allowed first.");
        }
    }

    /** Reachable from this machine only. */
    public static WebSettings loopback(int port) {
        return new WebSettings("127.0.0.1", port, Set.of());
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "host is '" + host + "', which no address is known for. Maybe you mean 127.0.0.1.", e);
        }
    }
}

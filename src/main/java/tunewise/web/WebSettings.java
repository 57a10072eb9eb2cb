package tunewise.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tunewise.access.AccessException;

/**
 * Where the service listens, and under which names it may be called.
 *
 * @param host address or name to bind to
 * @param port 0 for any free one
 * @param allowedHosts further values of the Host header that are let in, as in {@code tunewise.example} or
 *     {@code tunewise.example:8080}; loopback names with the served port always are
 * @param doors who may come in, and how nobody reads along
 * @param limits how much is taken on
 */
public record WebSettings(String host, int port, Set<String> allowedHosts, Doors doors, Limits limits) {

    /**
     * How much is taken on.
     *
     * @param perSecond requests of one client; 0 for any number
     * @param here whether this holds for clients on this machine too
     * @param waiting requests that wait for their turn
     */
    public record Limits(int perSecond, boolean here, int waiting) {
        public static final Limits USUAL = new Limits(100, false, 1_000);

        public Limits {
            if (perSecond < 0 || perSecond > 1_000_000 || waiting < 1 || waiting > 1_000_000) {
                throw new IllegalArgumentException(
                        "a limit of " + (perSecond < 0 || perSecond > 1_000_000 ? perSecond : waiting)
                                + " requests is not possible. Maybe 100 a second, and 1000 that wait.");
            }
        }
    }

    /**
     * How people come in.
     *
     * @param accounts everybody signs in, even before there is an account
     * @param proxy address of a proxy that encrypts; empty for none
     * @param tls what this service encrypts by; null where it does not
     * @param providerSecret what the OpenID provider gave this service; null for nothing
     */
    public record Doors(boolean accounts, String proxy, @Nullable Tls tls, @Nullable String providerSecret) {
        /** Without a provider, or with one that wants no secret. */
        public Doors(boolean accounts, String proxy, @Nullable Tls tls) {
            this(accounts, proxy, tls, null);
        }

        /** As on a machine of one's own. */
        public static final Doors OPEN = new Doors(false, "", null);

        boolean encrypt() {
            return tls != null || !proxy.isEmpty();
        }
    }

    /** A certificate with those that vouch for it, and its key, each a file in PEM. */
    public record Tls(Path certificate, Path key) {}

    /** With the usual limits. */
    public WebSettings(String host, int port, Set<String> allowedHosts, Doors doors) {
        this(host, port, allowedHosts, doors, Limits.USUAL);
    }

    /** Settings that are enough on this machine. */
    public WebSettings(String host, int port, Set<String> allowedHosts) {
        this(host, port, allowedHosts, Doors.OPEN);
    }

    public WebSettings {
        allowedHosts = Set.copyOf(new TreeSet<>(allowedHosts));
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port is " + port + ", and ports go from 0 to 65535. Maybe you mean 8080.");
        }
        if (allowedHosts.isEmpty() && !isLoopback(host)) {
            throw new IllegalArgumentException("host is '" + host
                    + "', which others can reach, but no host name is allowed. Maybe you mean 127.0.0.1, or the name"
                    + " people will type has to be allowed first.");
        }
    }

    /** Reachable from this machine only. */
    public static WebSettings loopback(int port) {
        return new WebSettings("127.0.0.1", port, Set.of());
    }

    /**
     * Makes sure that others reach the service only where they have to prove who they are, and nobody reads along.
     *
     * @param configured whether there are accounts or tokens
     * @throws AccessException in words that say how
     */
    void requireAccess(boolean configured) {
        if (isLoopback(host)) {
            return;
        }
        if (!configured && !doors.accounts()) {
            throw new AccessException(
                    "host is '" + host + "', which others can reach, but nobody would have to sign in."
                            + " Maybe run 'tunewise access first' for a link by which the first administrator "
                            + "sets a password,"
                            + " or listen on 127.0.0.1.");
        }
        if (!doors.encrypt()) {
            throw new AccessException("host is '" + host + "', which others can reach, but passwords would "
                    + "travel unencrypted. Maybe --tls-certificate and --tls-key name files in PEM, or "
                    + "--behind-proxy names the"
                    + " address of a proxy that encrypts.");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "host is '" + host + "', which has no known address. Maybe you mean 127.0.0.1.", e);
        }
    }
}

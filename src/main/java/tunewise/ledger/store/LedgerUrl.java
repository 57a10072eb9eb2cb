package tunewise.ledger.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import tunewise.ledger.entry.LedgerUnavailableException;

/** Where on a PostgreSQL server the ledger lies. It prints itself without its password. */
public final class LedgerUrl {
    private static final int USUAL_PORT = 5432;

    private final URI uri;

    private LedgerUrl(URI uri) {
        this.uri = uri;
    }

    /**
     * Reads {@code postgresql://user:password@host:port/database?parameter=value}. What is left out of user, password
     * and port is what PostgreSQL's own tools would take.
     *
     * @throws IllegalArgumentException when it is not of that form; the message is for a person
     */
    public static LedgerUrl of(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
            if (known && uri.getHost() != null && uri.getPath().length() > 1) {
                return new LedgerUrl(uri);
            }
        } catch (URISyntaxException e) {
            // The message below says more, and nothing of a password.
        }
        throw new IllegalArgumentException("the address of the ledger is not that of a PostgreSQL database. Maybe you"
                + " mean postgresql://USER:PASSWORD@HOST/DATABASE, with special characters of the password as"
                + " %40 and so on.");
    }

    DataSource dataSource() {
        try {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setConnectTimeout(3);
            source.setTcpKeepAlive(true);
            source.setApplicationName("tunewise");
            source.setUrl("jdbc:postgresql://" + uri.getHost() + ":" + port() + uri.getRawPath()
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
            credential(0).ifPresent(source::setUser);
            credential(1).ifPresent(source::setPassword);
            source.setReWriteBatchedInserts(true);
            return source;
        } catch (RuntimeException e) {
            throw new LedgerUnavailableException("the address " + this + " is refused: " + e.getMessage(), e);
        }
    }

    /** How PostgreSQL's own tool copies this database. */
    String dumpCommand(Path to) {
        return "pg_dump --format=custom --file=" + to + " --host=" + uri.getHost() + " --port=" + port()
                + credential(0).map(user -> " --username=" + user).orElse("") + " "
                + uri.getPath().substring(1);
    }

    private int port() {
        return uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
    }

    private Optional<String> credential(int part) {
        String[] parts = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return part < parts.length && !parts[part].isEmpty()
                ? Optional.of(URLDecoder.decode(parts[part].replace("+", "%2B"), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "postgresql://" + credential(0).map(user -> user + "@").orElse("") + uri.getHost() + ":" + port()
                + uri.getPath();
    }
}

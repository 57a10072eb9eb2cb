package tunewise.rulebook;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tunewise.catalog.RuleFiles;

/** What hostile rules try to do outside, and whether anything of it happened. */
final class Effects implements AutoCloseable {
    private static final Path CANARY = Path.of("target/hostile-canary");
    private static final String PORT_IN_CASES = "47123";

    private final ServerSocket server;
    private final Set<ProcessHandle> before = children();

    Effects() throws IOException {
        Files.deleteIfExists(CANARY);
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(1);
    }

    /** The files of a case, with the port that somebody listens at. */
    RuleFiles aimed(RuleFiles files) {
        TreeMap<String, String> aimed = new TreeMap<>();
        files.files()
                .forEach((path, text) ->
                        aimed.put(path, text.replace(PORT_IN_CASES, Integer.toString(server.getLocalPort()))));
        return new RuleFiles(aimed);
    }

    void assertNone() {
        assertFalse(Files.exists(CANARY), "a file was written");
        assertTrue(before.containsAll(children()), "a process was started");
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().contains("hostile")),
                "a thread was started");
        assertNull(System.getProperty("hostile"), "a property was set");
        assertThrows(SocketTimeoutException.class, server::accept, "somebody connected");
    }

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toSet());
    }

    /** What the rules try, done here, so that it is known to be seen. */
    static Map<String, AutoCloseable> attempts() {
        return Map.of(
                "file", () -> Files.createFile(CANARY),
                "property", () -> System.setProperty("hostile", "yes"));
    }

    static void undo() throws IOException {
        Files.deleteIfExists(CANARY);
        System.clearProperty("hostile");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

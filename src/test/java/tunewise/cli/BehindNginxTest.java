package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.fixtures.ChildProcess;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.FrozenFolder;
import tunewise.fixtures.Postgres;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.verify.Verification;

/** The handbook's example of two instances on one PostgreSQL, behind a real nginx where one is installed. */
class BehindNginxTest {
    private static final int CLIENTS = 6;
    private static final int ANSWERS = 40;
    private static final String NAME = "advice.example.org";
    private static final Pattern EXAMPLE = Pattern.compile(
            "(?m)^    upstream tunewise \\{\\n(?:    .*\\n)+?    server \\{\\n(?:    .*\\n)+?    \\}\\n");
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");
    private static final String QUESTION =
            "{\"model\": \"Llama 3.1 8B\", \"tokens\": 10000000, \"knowledge\": \"guide\"}";

    @TempDir
    Path folder;

    private final Postgres database = Postgres.database();
    private final List<Process> processes = new ArrayList<>();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private volatile boolean enough;

    @AfterEach
    void endAll() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void bothInstancesAnswerAndWhatWasAnsweredIsThereWhenOneIsKilled() throws Exception {
        assumeTrue(
                ChildProcess.succeeds("nginx", "-v"), "nginx is not installed here; Debian's package is nginx-light");
        Process first = serve("first");
        int firstPort = port(first, "first");
        Process second = serve("second");
        int port = nginx(firstPort, port(second, "second"));

        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(() -> ask(port));
            client.start();
            clients.add(client);
        }
        awaitAnswers(ANSWERS);
        second.destroyForcibly().waitFor();
        int killed = acknowledged.size();
        awaitAnswers(killed + ANSWERS);
        enough = true;
        for (Thread client : clients) {
            client.join();
        }

        assertTrue(get(port, "/workshop").startsWith("HTTP/1.1 200 "));
        assertTrue(refused.size() <= CLIENTS, "only what the killed one worked on is refused: " + refused);
        assertTrue(refused.stream().allMatch(line -> line.startsWith("HTTP/1.1 502 ")), refused::toString);
        try (Ledger ledger = Ledger.open(folder.resolve("first"), database.url())) {
            Map<String, Long> chains = acknowledged.stream()
                    .map(id -> ledger.find(id).orElseThrow(() -> new AssertionError(id + " is lost")))
                    .collect(Collectors.groupingBy(Entry::chain, Collectors.counting()));
            assertEquals(2, chains.size(), chains::toString);
            assertTrue(chains.values().stream().allMatch(count -> count >= ANSWERS / 4), chains::toString);
            Verification verification = ledger.proof().verify();
            assertTrue(verification.ok(), verification.summary());
        }
    }

    private void ask(int port) {
        String request = "POST /api/recommendations HTTP/1.1\r\nHost: " + NAME + "\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + QUESTION.length() + "\r\n\r\n" + QUESTION;
        while (!enough) {
            try {
                String answer = send(port, request);
                Matcher id = ID.matcher(answer);
                if (answer.startsWith("HTTP/1.1 201 ") && id.find()) {
                    acknowledged.add(id.group(1));
                } else {
                    refused.add(answer.lines().findFirst().orElse("nothing"));
                }
            } catch (IOException e) {
                refused.add(e.toString());
            }
        }
    }

    private static String get(int port, String path) throws IOException {
        return send(port, "GET " + path + " HTTP/1.1\r\nHost: " + NAME + "\r\nConnection: close\r\n\r\n");
    }

    private static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void awaitAnswers(int count) throws InterruptedException {
        for (int i = 0; i < 1_200 && acknowledged.size() < count; i++) {
            Thread.sleep(50);
        }
        assertTrue(acknowledged.size() >= count, () -> acknowledged.size() + " answers, refused: " + refused);
    }

    private Process serve(String name) throws Exception {
        CompiledRules.layInto(folder.resolve(name + "/compiled-rules"));
        Process process = new ProcessBuilder(ChildProcess.command(
                        List.of("--enable-native-access=ALL-UNNAMED", "-Dtunewise.rules=" + FrozenFolder.rules()),
                        "tunewise.Main",
                        List.of(
                                "serve",
                                "--port",
                                "0",
                                "--allow-host",
                                NAME,
                                "--behind-proxy",
                                "127.0.0.1",
                                "--ledger",
                                database.address(),
                                "--data",
                                folder.resolve(name).toString())))
                .redirectOutput(file(name, "out").toFile())
                .redirectError(file(name, "err").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private int port(Process service, String name) throws Exception {
        return ChildProcess.address(service, file(name, "out"), file(name, "err"))
                .getPort();
    }

    /** Starts nginx with the handbook's example, but for what is of this machine: ports, and a certificate. */
    private int nginx(int first, int second) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("src/main/resources/tunewise/handbook/operate.md")));
        assertTrue(example.find());
        String here = example.group()
                .replace("10.0.0.11:8080", "127.0.0.1:" + first)
                .replace("10.0.0.12:8080", "127.0.0.1:" + second)
                .replace("listen 443 ssl", "listen 127.0.0.1:" + port)
                .replaceAll("(?m)^ *ssl_.*\\n", "")
                .replace("$scheme", "https");
        Path configuration = Files.writeString(
                folder.resolve("nginx.conf"),
                """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx.err;
                events {}
                http {
                access_log off;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                %2$s}
                """
                        .formatted(folder, here));
        Process nginx = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(file("nginx", "out").toFile())
                .start();
        processes.add(nginx);
        for (int i = 0; i < 200 && nginx.isAlive(); i++) {
            try {
                if (get(port, "/readyz").startsWith("HTTP/1.1 200 ")) {
                    return port;
                }
            } catch (IOException e) {
                // It does not listen yet.
            }
            Thread.sleep(100);
        }
        throw new AssertionError(Files.readString(file("nginx", "out")));
    }

    private Path file(String name, String of) {
        return folder.resolve(name + "." + of);
    }
}

package tunewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.cli.terminal.ExitCode;
import tunewise.fixtures.ChildProcess;
import tunewise.fixtures.CompiledRules;
import tunewise.fixtures.FrozenFolder;
import tunewise.ledger.BulkFill;
import tunewise.ledger.Ledger;

/** Whole services under load that are stopped, killed or share a folder: what was acknowledged is there, and each is told. */
class BadDayTest {
    private static final int CLIENTS = 16;
    private static final String QUESTION =
            "{\"model\": \"Llama 3.1 8B\", \"tokens\": 10000000, \"knowledge\": \"guide\"}";
    private static final String REQUEST =
            "POST /api/recommendations HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + QUESTION.length() + "\r\n\r\n" + QUESTION;
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    /** A connection that was only just made may not have reached the service yet. */
    private static final long JUST_MADE_NANOS = 50_000_000;

    @TempDir
    Path folder;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final List<Process> processes = new ArrayList<>();
    private final List<Thread> clients = new ArrayList<>();

    @AfterEach
    void endAll() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void oneServiceIsStoppedAndAnotherIsKilledUnderLoadOnOneFolderAndNothingIsLost() throws Exception {
        CompiledRules.layInto(folder.resolve("data/compiled-rules"));
        Process first = serve("first");
        String firstAddress = address(first, "first");
        Process second = serve("second");
        String secondAddress = address(second, "second");
        assertEquals("", Files.readString(err("first")));
        assertTrue(
                Files.readString(err("second")).startsWith("Another service runs on the data folder "),
                Files.readString(err("second")));

        Queue<Long> cut = load(firstAddress);
        load(secondAddress);
        awaitAnswers(40);
        second.destroyForcibly().waitFor();
        awaitAnswers(acknowledged.size() + 40);
        long asked = System.nanoTime();
        first.destroy();
        assertTrue(first.waitFor(30, TimeUnit.SECONDS), "it ends within 30 s");
        for (Thread client : clients) {
            client.join();
        }

        assertEquals(
                List.of(),
                cut.stream().filter(begun -> begun < asked - JUST_MADE_NANOS).toList(),
                "no request under way is cut");
        assertEquals(143, first.exitValue());
        try (Ledger ledger = Ledger.open(folder.resolve("data"))) {
            assertTrue(ledger.proof().verify().ok());
            assertEquals(
                    List.of(),
                    acknowledged.stream()
                            .filter(id -> ledger.find(id).isEmpty())
                            .toList());
        }
    }

    @Test
    void aStoreWithADamagedPageIsNotServedAndToldAsDamage() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        BulkFill.fill(data, Optional.empty(), 400, List.of("{\"a\":1}", "{\"a\":2}"), entry -> Instant.EPOCH);
        byte[] store = Files.readAllBytes(data.resolve("tunewise.db"));
        for (int i = store.length / 2 / 4_096 * 4_096, end = i + 4_096; i < end; i++) {
            store[i] = (byte) (i * 31);
        }
        Files.write(data.resolve("tunewise.db"), store);

        for (List<String> words : List.of(List.of("serve", "--port", "0"), List.of("ledger", "verify"))) {
            Process program = start("program", words);
            assertTrue(program.waitFor(60, TimeUnit.SECONDS));
            assertEquals(ExitCode.FOUND_SOMETHING, program.exitValue());
            String said = Files.readString(out("program")) + Files.readString(err("program"));
            assertTrue(said.contains("damaged"), said);
            assertTrue(!said.contains("Exception") && !said.contains("\tat "), said);
        }
    }

    /** When requests began that get no answer. */
    private Queue<Long> load(String address) {
        Queue<Long> cut = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(() -> ask(URI.create(address).getPort(), cut));
            client.start();
            clients.add(client);
        }
        return cut;
    }

    /** Asks until nobody answers, each time on a connection of its own. */
    private void ask(int port, Queue<Long> cut) {
        while (true) {
            long begun = System.nanoTime();
            String answer = "";
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream()
                        .write(REQUEST.replace("PORT", Integer.toString(port)).getBytes(StandardCharsets.US_ASCII));
                answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (ConnectException e) {
                return;
            } catch (IOException e) {
                // What came is what counts.
            }
            if (answer.startsWith("HTTP/1.1 201 ")) {
                Matcher id = ID.matcher(answer);
                assertTrue(id.find(), answer);
                acknowledged.add(id.group(1));
            } else if (!answer.startsWith("HTTP/1.1 503 ")) {
                cut.add(begun);
            }
        }
    }

    private void awaitAnswers(int count) throws InterruptedException {
        for (int i = 0; i < 1_200 && acknowledged.size() < count; i++) {
            Thread.sleep(50);
        }
        assertTrue(acknowledged.size() >= count, acknowledged.size() + " answers");
    }

    private Process serve(String name) throws IOException {
        return start(name, List.of("serve", "--port", "0"));
    }

    private Process start(String name, List<String> words) throws IOException {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        Process process = new ProcessBuilder(ChildProcess.command(
                        List.of("--enable-native-access=ALL-UNNAMED", "-Dtunewise.rules=" + FrozenFolder.rules()),
                        "tunewise.Main",
                        all))
                .redirectOutput(out(name).toFile())
                .redirectError(err(name).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private String address(Process service, String name) throws Exception {
        return ChildProcess.address(service, out(name), err(name)).toString();
    }

    private Path out(String name) {
        return folder.resolve(name + ".out");
    }

    private Path err(String name) {
        return folder.resolve(name + ".err");
    }
}

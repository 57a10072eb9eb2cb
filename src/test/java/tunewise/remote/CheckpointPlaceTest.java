package tunewise.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.ledger.OutsideCheckpoints.Place;

class CheckpointPlaceTest {
    @TempDir
    private Path folder;

    @Test
    void aFileGrowsByALine() throws Exception {
        Path file = folder.resolve("outside.jsonl");
        Place place = CheckpointPlace.of(file.toString());
        place.take("{\"a\":1}");
        place.take("{\"a\":2}");
        assertEquals("{\"a\":1}\n{\"a\":2}\n", Files.readString(file));
    }

    @Test
    void aFileThatCannotBeWrittenSaysSo() {
        Place place = CheckpointPlace.of(folder.resolve("missing/outside.jsonl").toString());
        assertEquals(
                "the file cannot be written. Maybe its folder is missing or full.",
                assertThrows(IOException.class, () -> place.take("{}")).getMessage());
    }

    @Test
    void aCommandReadsIt() throws Exception {
        Path file = folder.resolve("read");
        CheckpointPlace.of("command: cat > '" + file + "'").take("{\"a\":1}");
        assertEquals("{\"a\":1}\n", Files.readString(file));
    }

    @Test
    void aCommandThatFailsSaysHow() {
        Place place = CheckpointPlace.of("command:exit 3");
        assertEquals(
                "the command ended with 3.",
                assertThrows(IOException.class, () -> place.take("{}")).getMessage());
    }

    @Test
    void anAddressGetsItPostedAndItsRefusalIsTold() throws Exception {
        List<String> posted = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger status = new AtomicInteger(204);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            posted.add(exchange.getRequestMethod() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/keep?token=secret";
            Place place = CheckpointPlace.of(address);
            place.take("{\"a\":1}");
            assertEquals(List.of("POST {\"a\":1}\n"), posted);
            status.set(507);
            assertEquals(
                    "the answer there was 507.",
                    assertThrows(IOException.class, () -> place.take("{}")).getMessage());
            assertTrue(place.toString().endsWith("/keep"), place.toString());
        } finally {
            server.stop(0);
        }
        Place gone =
                CheckpointPlace.of("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        assertThrows(IOException.class, () -> gone.take("{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "command:", "https:///path", "https://a b"})
    void whatIsNoPlaceIsRefused(String typed) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> CheckpointPlace.of(typed))
                .getMessage()
                .contains("Maybe"));
    }
}

package tunewise.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tunewise.access.AccessException;
import tunewise.web.WebSettings.Doors;

class RequestGuardTest {
    private static RunningService service;

    @BeforeAll
    static void open(@TempDir Path folder) {
        service = new RunningService(folder);
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @Test
    void aForeignHostIsRefused() throws IOException {
        assertEquals(403, statusFor("Host: attacker.example:" + service.port()));
        assertEquals(403, statusFor("Host: attacker.example"));
        assertEquals(403, statusFor("Host: 127.0.0.1:1"));
        assertEquals(403, statusFor("Host: 127.0.0.1"));
        assertEquals(403, statusFor("Host: localhost.attacker.example:" + service.port()));
    }

    @Test
    void loopbackNamesAndAllowedHostsAreLetIn() throws IOException {
        assertEquals(200, statusFor("Host: 127.0.0.1:" + service.port()));
        assertEquals(200, statusFor("Host: LocalHost:" + service.port()));
        assertEquals(200, statusFor("Host: [::1]:" + service.port()));
        assertEquals(200, statusFor("Host: tunewise.example"));
    }

    @Test
    void aPostFromAForeignPageIsRefused() {
        assertEquals(403, posted("Origin", "https://attacker.example"));
        assertEquals(403, posted("Origin", "http://127.0.0.1:1"));
        assertEquals(403, posted("Origin", "null"));
        assertEquals(403, posted("Sec-Fetch-Site", "cross-site"));
        assertEquals(403, posted("Sec-Fetch-Site", "same-site"));
    }

    @Test
    void aPostFromOurOwnPageOrFromAProgramIsTaken() {
        assertEquals(201, posted("Origin", "http://127.0.0.1:" + service.port()));
        assertEquals(201, posted("Sec-Fetch-Site", "same-origin"));
        assertEquals(201, posted("Sec-Fetch-Site", "none"));
        assertEquals(201, service.ask(RunningService.QUESTION).statusCode());
    }

    @Test
    void aFormPostedFromAForeignPageRecordsNothing() {
        HttpResponse<String> answer = service.send(service.request("/")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://attacker.example")
                .POST(HttpRequest.BodyPublishers.ofString(RunningService.FORM)));

        assertEquals(403, answer.statusCode());
        assertTrue(answer.body().contains("another site"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/rules", "/nothing", "/api/rules", "/api/nothing", "/healthz", "/assets/nothing.css"})
    void everyAnswerCarriesTheSecurityHeaders(String path) {
        HttpResponse<String> answer = service.get(path);

        RequestGuard.HEADERS.forEach((name, value) ->
                assertEquals(value, answer.headers().firstValue(name).orElse("missing"), name));
        assertFalse(answer.headers().firstValue("Server").isPresent());
    }

    @Test
    void evenWhatCannotBeReadIsAnsweredInOurWords() throws IOException {
        String answer = raw("GET /%zz HTTP/1.1\r\nHost: 127.0.0.1:" + service.port() + "\r\nConnection: close\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        assertTrue(answer.contains("application/problem+json"), answer);
        assertTrue(answer.contains("nosniff"), answer);
        assertFalse(answer.contains("Jetty"), answer);
    }

    @Test
    void othersAreReachedOnlyUnderAnAllowedName() {
        IllegalArgumentException fault =
                assertThrows(IllegalArgumentException.class, () -> new WebSettings("0.0.0.0", 8080, Set.of()));

        assertTrue(String.valueOf(fault.getMessage()).contains("Maybe you mean 127.0.0.1"));
        assertEquals("0.0.0.0", new WebSettings("0.0.0.0", 8080, Set.of("tunewise.example")).host());
    }

    @Test
    void othersReachNothingUntilAccessIsConfigured() {
        WebSettings settings = new WebSettings("0.0.0.0", 0, Set.of("tunewise.example"));

        AccessException open = assertThrows(AccessException.class, () -> WebServer.start(service.advice(), settings)
                .close());
        AccessException unencrypted = assertThrows(AccessException.class, () -> WebServer.start(
                        service.advice(),
                        new WebSettings("0.0.0.0", 0, Set.of("tunewise.example"), new Doors(true, "", null)))
                .close());

        assertTrue(String.valueOf(open.getMessage()).contains("Maybe run 'tunewise access first'"));
        assertTrue(String.valueOf(unencrypted.getMessage()).contains("Maybe --tls-certificate"));
    }

    @Test
    void aTakenPortIsReportedInWords() {
        RunningService first = service;
        UncheckedIOException fault = assertThrows(
                UncheckedIOException.class, () -> WebServer.start(first.advice(), WebSettings.loopback(first.port()))
                        .close());

        assertTrue(
                fault.getCause().getMessage().contains("Maybe another Tunewise"),
                fault.getCause().getMessage());
    }

    private static int posted(String header, String value) {
        return service.send(service.request("/api/recommendations")
                        .header("Content-Type", "application/json")
                        .header(header, value)
                        .POST(HttpRequest.BodyPublishers.ofString(RunningService.QUESTION)))
                .statusCode();
    }

    private static int statusFor(String host) throws IOException {
        String answer = raw("GET /healthz HTTP/1.1\r\n" + host + "\r\nConnection: close\r\n\r\n");
        return Integer.parseInt(answer.substring(9, 12));
    }

    /** The Java client does not let one choose the Host header. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

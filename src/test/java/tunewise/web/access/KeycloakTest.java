package tunewise.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.access.Provider;
import tunewise.access.Role;
import tunewise.web.RunningService;
import tunewise.web.WebSettings.Doors;
import tunewise.web.access.GuardedService.Browser;

/**
 * Somebody signs in by a real Keycloak, whose zip {@code -Dtunewise.keycloak=FILE} names; without it this is skipped.
 * {@code .ci/keycloak} fetches it and runs this.
 */
class KeycloakTest {
    private static final Duration LONGEST_START = Duration.ofMinutes(4);
    private static final String SECRET = "a-secret-of-the-client";

    @TempDir
    Path folder;

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @Test
    void somebodySignsInByARealKeycloak() throws Exception {
        Optional<Path> zip = zip();
        assumeTrue(
                zip.isPresent(), "skipped: -Dtunewise.keycloak names no zip of Keycloak, which this would sign in by.");
        try (GuardedService service = new GuardedService(folder.resolve("data"), new Doors(true, "", null, SECRET))) {
            int port = freePort();
            Path home = unpacked(zip.get());
            Files.createDirectories(home.resolve("data/import"));
            Files.writeString(home.resolve("data/import/realm.json"), realm(service.port()));
            Process keycloak = started(home, port);
            try {
                String issuer = "http://127.0.0.1:" + port + "/realms/tunewise";
                await(issuer, keycloak);
                service.access()
                        .provider()
                        .configure(
                                new Provider(
                                        issuer,
                                        "tunewise",
                                        "groups",
                                        "preferred_username",
                                        new TreeMap<>(Map.of("analysts", Set.of(Role.ANALYSE)))),
                                GuardedService.OPERATOR);
                Browser browser = service.browser();

                URI back = signedInThere(URI.create(RunningService.location(browser.get("/sign-in/provider"))));
                HttpResponse<String> answer = browser.get(back.getPath() + "?" + back.getRawQuery());

                assertEquals(303, answer.statusCode(), answer.body());
                assertEquals(200, browser.get("/workshop").statusCode());
                assertEquals(403, browser.get("/ledger").statusCode());
                assertEquals("ada", service.ledger().acts(1).get(0).by().name());
                assertEquals(issuer, service.ledger().acts(1).get(0).by().issuer());
            } finally {
                keycloak.descendants().forEach(ProcessHandle::destroyForcibly);
                keycloak.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        }
    }

    /** Fills in Keycloak's own form, and returns where it sends the browser. */
    private URI signedInThere(URI asked) throws IOException, InterruptedException {
        HttpResponse<String> form =
                client.send(HttpRequest.newBuilder(asked).GET().build(), HttpResponse.BodyHandlers.ofString());
        Document page = Jsoup.parse(form.body());
        // Its cookies are for encrypted connections, as which browsers count one to this machine, and Java's client
        // does not.
        String cookies = form.headers().allValues("Set-Cookie").stream()
                .map(set -> set.split(";", 2)[0])
                .collect(Collectors.joining("; "));
        String action = page.select("form#kc-form-login").attr("action");
        assertTrue(!action.isEmpty(), page.text());
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(action))
                        .header("Cookie", cookies)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("username=ada&password="
                                + URLEncoder.encode(GuardedService.PASSWORD, StandardCharsets.UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(302, answer.statusCode(), Jsoup.parse(answer.body()).text());
        return URI.create(RunningService.location(answer));
    }

    private static Optional<Path> zip() {
        return Optional.ofNullable(System.getProperty("tunewise.keycloak")).map(Path::of);
    }

    private Path unpacked(Path zip) throws IOException {
        Path to = folder.resolve("keycloak");
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path name = Path.of(entry.getName());
                if (!entry.isDirectory() && name.getNameCount() > 1) {
                    Path file = to.resolve(name.subpath(1, name.getNameCount())).normalize();
                    assertTrue(file.startsWith(to));
                    Files.createDirectories(file.getParent());
                    Files.copy((InputStream) in, file);
                }
            }
        }
        return to;
    }

    private Process started(Path home, int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--import-realm"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("keycloak.log").toFile())
                .start();
    }

    private void await(String issuer, Process keycloak) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < end && keycloak.isAlive()) {
            try {
                if (client.send(
                                        HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration"))
                                                .GET()
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException e) {
                // It is not there yet.
            }
            Thread.sleep(500);
        }
        throw new AssertionError("Keycloak did not start:\n" + Files.readString(folder.resolve("keycloak.log")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String realm(int port) {
        return """
                {"realm": "tunewise", "enabled": true, "sslRequired": "none",
                 "groups": [{"name": "analysts"}],
                 "users": [{"username": "ada", "enabled": true, "email": "ada@example.org", "emailVerified": true,
                            "firstName": "Ada", "lastName": "Example", "groups": ["/analysts"],
                            "credentials": [{"type": "password", "value": "%s"}]}],
                 "clients": [{"clientId": "tunewise", "enabled": true, "publicClient": false, "secret": "%s",
                              "standardFlowEnabled": true, "redirectUris": ["http://127.0.0.1:%d/sign-in/return"],
                              "attributes": {"pkce.code.challenge.method": "S256"},
                              "protocolMappers": [{"name": "groups", "protocol": "openid-connect",
                                                   "protocolMapper": "oidc-group-membership-mapper",
                                                   "config": {"claim.name": "groups", "full.path": "false",
                                                              "id.token.claim": "true"}}]}]}
                """
                .formatted(GuardedService.PASSWORD, SECRET, port);
    }
}

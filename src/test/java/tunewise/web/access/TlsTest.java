package tunewise.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tunewise.access.AccessException;
import tunewise.web.WebSettings.Doors;
import tunewise.web.WebSettings.Tls;

/** A certificate and a key in PEM are enough to encrypt. */
class TlsTest {
    @TempDir
    Path folder;

    @Test
    void cookiesOfAnEncryptedServiceGoNowhereElse() throws Exception {
        KeyStore store = made();
        Tls tls = new Tls(
                written("cert.pem", "CERTIFICATE", store.getCertificate("it").getEncoded()), key(store));
        try (GuardedService service = new GuardedService(folder.resolve("data"), new Doors(true, "", tls))) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(store)).build();

            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + service.port() + "/sign-in"))
                            .GET()
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertEquals(200, answer.statusCode());
            String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
            assertTrue(cookie.startsWith("__Host-tunewise-visit="), cookie);
            assertTrue(cookie.contains("; Secure"), cookie);
            assertEquals(
                    "max-age=31536000",
                    answer.headers().firstValue("Strict-Transport-Security").orElseThrow());
        }
    }

    @Test
    void aKeyOfAnotherFormIsToldInWords() throws Exception {
        KeyStore store = made();
        Path certificate =
                written("cert.pem", "CERTIFICATE", store.getCertificate("it").getEncoded());
        Tls tls = new Tls(certificate, written("key.pem", "RSA PRIVATE KEY", new byte[] {1}));

        AccessException fault = assertThrows(
                AccessException.class,
                () -> new GuardedService(folder.resolve("data"), new Doors(true, "", tls)).close());

        assertTrue(String.valueOf(fault.getMessage()).contains("BEGIN PRIVATE KEY"), fault.getMessage());
    }

    private KeyStore made() throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve("store.p12");
        int code = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "changeit"))
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, code);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(file)) {
            store.load(stream, "changeit".toCharArray());
        }
        return store;
    }

    private Path key(KeyStore store) throws IOException, GeneralSecurityException {
        return written(
                "key.pem",
                "PRIVATE KEY",
                store.getKey("it", "changeit".toCharArray()).getEncoded());
    }

    private Path written(String name, String kind, byte[] bytes) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + kind
                        + "-----\n");
    }

    private static SSLContext trusting(KeyStore store) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("it", store.getCertificate("it"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}

package tunewise.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import tunewise.access.AccessException;
import tunewise.web.WebSettings.Tls;

/** Encrypts by a certificate and a key in PEM, as certificate authorities hand them out. */
final class TlsConnector {
    private static final List<String> KINDS_OF_KEYS = List.of("RSA", "EC", "Ed25519");
    private static final String ENTRY = "tunewise";

    private TlsConnector() {}

    static Connector of(Server server, HttpConfiguration http, WebSettings settings, Tls tls) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(store(tls));
        context.setKeyStorePassword("");
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        SecureRequestCustomizer secure = new SecureRequestCustomizer();
        // The guard answers for names of hosts, with words.
        secure.setSniHostCheck(false);
        HttpConfiguration https = new HttpConfiguration(http);
        https.addCustomizer(secure);
        ServerConnector connector = new ServerConnector(
                server, new SslConnectionFactory(context, "http/1.1"), new HttpConnectionFactory(https));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        return connector;
    }

    private static KeyStore store(Tls tls) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(ENTRY, key(tls.key()), new char[0], chain(tls.certificate()));
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new AccessException("the certificate " + tls.certificate() + " and the key " + tls.key()
                    + " cannot be used: " + e.getMessage() + ". Maybe one of the two is not in PEM, or they belong to"
                    + " different certificates.");
        }
    }

    private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
        try (InputStream stream = Files.newInputStream(file)) {
            Collection<? extends Certificate> chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(stream);
            return chain.toArray(new Certificate[0]);
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file);
        if (!pem.contains("-----BEGIN PRIVATE KEY-----")) {
            throw new GeneralSecurityException(
                    "the key does not begin with BEGIN PRIVATE KEY; 'openssl pkcs8 -topk8 -nocrypt' writes it so");
        }
        byte[] bytes = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KINDS_OF_KEYS.stream()
                .flatMap(kind -> read(kind, bytes))
                .findFirst()
                .orElseThrow(
                        () -> new GeneralSecurityException("the key is none of " + String.join(", ", KINDS_OF_KEYS)));
    }

    private static Stream<PrivateKey> read(String kind, byte[] bytes) {
        try {
            return Stream.of(KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
        } catch (GeneralSecurityException e) {
            return Stream.empty();
        }
    }
}

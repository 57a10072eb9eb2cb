package tunewise.web.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** An OpenID provider that signs in whoever it is told to, and lies as it is told to. */
final class SmallProvider implements AutoCloseable {
    static final String CLIENT = "tunewise";

    /** Made once for all providers: a new key takes a second, and nothing depends on whose it was before. */
    private static final RSAKey FIRST = newKey("first");

    private static final RSAKey SECOND = newKey("second");
    private static final RSAKey STRANGERS = newKey("first");

    private final HttpServer server;
    private final Map<String, Map<String, List<String>>> codes = new HashMap<>();
    private RSAKey key = FIRST;
    private RSAKey shown = key;
    private String calledIssuer = "";
    private boolean saysWhereKeysAre = true;
    private List<String> groups = List.of("analysts");
    private UnaryOperator<JWTClaimsSet.Builder> lie = claims -> claims;
    private Signing signing = Signing.RSA;

    /** How an ID token is signed. */
    enum Signing {
        RSA,
        NONE,
        BY_A_SHARED_SECRET
    }

    SmallProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        calledIssuer = issuer();
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, configuration()));
        server.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(shown.toPublicJWK()).toString()));
        server.createContext("/token", this::token);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it signs by another key, and shows it. */
    void changeKey() {
        key = SECOND;
        shown = key;
    }

    /** It signs by a key that it does not show, under the name of the one it does. */
    void signByAStrangersKey() {
        key = STRANGERS;
    }

    void callItself(String issuer) {
        calledIssuer = issuer;
    }

    void hideItsKeys() {
        saysWhereKeysAre = false;
    }

    void groups(String... names) {
        groups = List.of(names);
    }

    void lie(UnaryOperator<JWTClaimsSet.Builder> claims) {
        lie = claims;
    }

    void sign(Signing how) {
        signing = how;
    }

    /** Somebody signs in there; returns the code that the browser brings back. */
    String signIn(URI asked) {
        String code = UUID.randomUUID().toString();
        codes.put(code, URLUtils.parseParameters(asked.getRawQuery()));
        return code;
    }

    private String configuration() {
        return "{\"issuer\": \"" + calledIssuer + "\", \"authorization_endpoint\": \"" + issuer()
                + "/authorize\", \"token_endpoint\": \"" + issuer() + "/token\", "
                + (saysWhereKeysAre ? "\"jwks_uri\": \"" + issuer() + "/keys\", " : "")
                + "\"response_types_supported\": [\"code\"], \"subject_types_supported\": [\"public\"],"
                + " \"id_token_signing_alg_values_supported\": [\"RS256\"]}";
    }

    /** A code is taken once, and only with the secret that the browser's way here was begun with. */
    private void token(HttpExchange exchange) throws IOException {
        Map<String, List<String>> form =
                URLUtils.parseParameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, List<String>> asked = codes.remove(first(form, "code"));
        String verifier = first(form, "code_verifier");
        if (asked == null
                || verifier.isEmpty()
                || !first(asked, "code_challenge")
                        .equals(CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(verifier))
                                .getValue())
                || !first(asked, "redirect_uri").equals(first(form, "redirect_uri"))) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        answer(
                exchange,
                200,
                "{\"access_token\": \"unused\", \"token_type\": \"Bearer\", \"id_token\": \""
                        + idToken(first(asked, "nonce")) + "\"}");
    }

    private String idToken(String nonce) {
        JWTClaimsSet claims = lie.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .subject("subject-of-ada")
                        .audience(CLIENT)
                        .issueTime(Date.from(Instant.now()))
                        .expirationTime(Date.from(Instant.now().plusSeconds(300)))
                        .claim("nonce", nonce)
                        .claim("preferred_username", "ada")
                        .claim("groups", groups))
                .build();
        try {
            if (signing == Signing.NONE) {
                return new PlainJWT(claims).serialize();
            }
            boolean shared = signing == Signing.BY_A_SHARED_SECRET;
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(shared ? JWSAlgorithm.HS256 : JWSAlgorithm.RS256)
                            .keyID(shared ? null : key.getKeyID())
                            .type(JOSEObjectType.JWT)
                            .build(),
                    claims);
            token.sign(
                    shared
                            ? new MACSigner(shown.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))
                            : new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String first(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of("")).get(0);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

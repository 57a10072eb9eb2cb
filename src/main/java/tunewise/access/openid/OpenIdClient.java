package tunewise.access.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One provider, as this service is its client. What it says of itself is looked up at the first use and now and then. */
public final class OpenIdClient {
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdClient.class);
    private static final int MILLIS = 5_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final Duration LOOKED_UP_AGAIN = Duration.ofHours(1);

    /** Signatures by a key that only the provider has; never none, and never a secret that both have. */
    private static final Set<JWSAlgorithm> SIGNED_BY = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final Issuer issuer;
    private final ClientID client;
    private final Optional<String> secret;
    private @Nullable Known known;

    /** secret is what the provider gave this client; empty for one that has none. */
    public OpenIdClient(String issuer, String clientId, Optional<String> secret) {
        this.issuer = new Issuer(issuer);
        this.client = new ClientID(clientId);
        this.secret = secret;
    }

    /** What a browser is sent off with, to be compared with what it comes back with. */
    public record Secrets(String state, String nonce, String verifier) {
        /** New ones. */
        public static Secrets random() {
            return new Secrets(new State().getValue(), new Nonce().getValue(), new CodeVerifier().getValue());
        }
    }

    /** What a provider says of somebody; claims by their names. */
    public record Claims(String subject, Map<String, Object> all) {}

    private record Known(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, long at) {}

    /**
     * Where a browser goes to sign in.
     *
     * @throws OpenIdException when the provider cannot be had
     */
    public URI address(URI comesBackTo, Secrets secrets) {
        return new AuthenticationRequest.Builder(ResponseType.CODE, new Scope("openid", "profile"), client, comesBackTo)
                .endpointURI(known().metadata().getAuthorizationEndpointURI())
                .state(new State(secrets.state()))
                .nonce(new Nonce(secrets.nonce()))
                .codeChallenge(new CodeVerifier(secrets.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Who came back.
     *
     * @param cameBackBy the whole address, with what the provider added
     * @throws OpenIdException unless the provider vouches for them, to this client, now, for this very sign-in
     */
    public Claims claims(URI cameBackBy, URI comesBackTo, Secrets secrets) {
        Known provider = known();
        try {
            AuthenticationResponse response = AuthenticationResponseParser.parse(cameBackBy);
            if (!new State(secrets.state()).equals(response.getState())) {
                throw new OpenIdException("your provider's answer belongs to another sign-in. Maybe sign in again.");
            }
            if (response.getIssuer() != null && !issuer.equals(response.getIssuer())) {
                throw new OpenIdException("the answer came from another provider. Maybe sign in again.");
            }
            if (!response.indicatesSuccess()) {
                throw new OpenIdException("your provider did not sign you in: "
                        + response.toErrorResponse().getErrorObject().getCode() + ". Maybe sign in there first.");
            }
            IDTokenClaimsSet claims = claims(
                    provider,
                    new AuthorizationCodeGrant(
                            response.toSuccessResponse().getAuthorizationCode(),
                            comesBackTo,
                            new CodeVerifier(secrets.verifier())),
                    new Nonce(secrets.nonce()));
            return new Claims(claims.getSubject().getValue(), claims.toJSONObject());
        } catch (ParseException e) {
            throw refused(e);
        }
    }

    private IDTokenClaimsSet claims(Known provider, AuthorizationCodeGrant grant, Nonce nonce) throws ParseException {
        URI endpoint = provider.metadata().getTokenEndpointURI();
        TokenRequest request = secret.map(given -> new TokenRequest.Builder(
                                endpoint, new ClientSecretBasic(client, new Secret(given)), grant)
                        .build())
                .orElseGet(() -> new TokenRequest.Builder(endpoint, client, grant).build());
        try {
            HTTPRequest http = request.toHTTPRequest();
            http.setConnectTimeout(MILLIS);
            http.setReadTimeout(MILLIS);
            http.setFollowRedirects(false);
            TokenResponse response = OIDCTokenResponseParser.parse(http.send());
            if (!(response instanceof OIDCTokenResponse answered)) {
                throw new OpenIdException("your provider rejected the code that you came back with: "
                        + response.toErrorResponse().getErrorObject().getCode() + ". Maybe sign in again.");
            }
            IDTokenValidator validator = new IDTokenValidator(
                    issuer, client, new JWSVerificationKeySelector<>(SIGNED_BY, provider.keys()), null);
            return validator.validate(answered.getOIDCTokens().getIDToken(), nonce);
        } catch (BadJOSEException | JOSEException e) {
            throw refused(e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private synchronized Known known() {
        Known seen = known;
        if (seen == null || System.nanoTime() - seen.at() > LOOKED_UP_AGAIN.toNanos()) {
            seen = lookUp();
            known = seen;
        }
        return seen;
    }

    /** A provider without an address of its keys is refused: nothing it says could be checked. */
    private Known lookUp() {
        try {
            OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer, MILLIS, MILLIS);
            URI keys = metadata.getJWKSetURI();
            if (keys == null
                    || metadata.getTokenEndpointURI() == null
                    || metadata.getAuthorizationEndpointURI() == null) {
                throw new OpenIdException(
                        "the provider " + issuer + " does not say where its keys are, or where to sign in."
                                + " Maybe it is not an OpenID provider.");
            }
            JWKSource<SecurityContext> source = JWKSourceBuilder.create(
                            keys.toURL(), new DefaultResourceRetriever(MILLIS, MILLIS, MOST_BYTES))
                    .retrying(true)
                    .build();
            return new Known(metadata, source, System.nanoTime());
        } catch (GeneralException | MalformedURLException e) {
            throw new OpenIdException(
                    "the provider " + issuer
                            + " does not describe itself as OpenID Connect requires. Maybe its address is "
                            + "mistyped: it must be the issuer, letter by letter.",
                    e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private OpenIdException unreachable(IOException e) {
        LOG.warn("the provider {} cannot be reached: {}", issuer, e.getMessage());
        return new OpenIdException("your provider cannot be reached. Maybe try again in a minute.", e);
    }

    /** People learn that it was refused; whoever runs the service learns why. */
    private OpenIdException refused(Exception e) {
        LOG.warn("a sign-in by {} was refused: {}", issuer, e.getMessage());
        return new OpenIdException("we could not verify what your provider says about you. Maybe sign in again.", e);
    }

    /** The texts of a claim, which may stand within others, as in {@code realm_access.roles}; none where there are none. */
    public static List<String> texts(Claims claims, String name) {
        Object found = claims.all();
        for (String part : name.split("\\.", -1)) {
            found = found instanceof Map<?, ?> inner ? inner.get(part) : null;
        }
        if (found instanceof String text) {
            return List.of(text);
        }
        return found instanceof List<?> several
                ? several.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }
}

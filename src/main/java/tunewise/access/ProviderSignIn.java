package tunewise.access;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tunewise.access.openid.OpenIdClient;
import tunewise.access.openid.OpenIdClient.Claims;
import tunewise.access.openid.OpenIdException;
import tunewise.ledger.Documents;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Identity;

/**
 * Signs people in by the provider, if one is configured. A browser is sent off with secrets that are kept here, and signs in
 * only when it comes back with them, once, within ten minutes, in the browser that was sent.
 */
public final class ProviderSignIn {
    static final String KIND = "provider";

    private static final String ONLY = "openid";
    private static final Duration HOLDS = Duration.ofMinutes(10);

    private final Kept<Provider> kept;
    private final Kept<Sent> sent;
    private final Sessions sessions;
    private final Acts acts;
    private final Clock clock;
    private final Optional<String> secret;
    private @Nullable Connected connected;

    ProviderSignIn(Documents documents, Sessions sessions, Acts acts, Clock clock, Optional<String> secret) {
        this.kept = new Kept<>(documents, KIND, Provider.class);
        this.sent = new Kept<>(documents, "provider-sign-in", Sent.class);
        this.sessions = sessions;
        this.acts = acts;
        this.clock = clock;
        this.secret = secret;
    }

    /**
     * A browser that was sent off.
     *
     * @param visit hash of what the browser keeps
     * @param then where it goes once it is back
     */
    private record Sent(String visit, OpenIdClient.Secrets secrets, String then, Instant at) {}

    private record Connected(Provider provider, OpenIdClient client) {}

    /** Somebody who came back. */
    public record Back(String session, String then) {}

    public Optional<Provider> provider() {
        return kept.find(ONLY);
    }

    /** Has people sign in by a provider from now on. */
    public void configure(Provider provider, Actor actor) {
        kept.put(ONLY, provider);
        acts.record(
                Acts.PROVIDER_SET,
                actor,
                Map.of("issuer", provider.issuer(), "client", provider.clientId(), "groups", groups(provider)));
    }

    /**
     * Has nobody sign in by it any more.
     *
     * @throws AccessException when there is none
     */
    public void remove(Actor actor) {
        if (!kept.remove(ONLY)) {
            throw new AccessException("no sign-in provider is set. Maybe 'access provider --issuer URL' sets one.");
        }
        acts.record(Acts.PROVIDER_REMOVED, actor, Map.of());
    }

    /** Where a browser goes to sign in; visit is what it keeps meanwhile. */
    public URI address(URI comesBackTo, String visit, String then) {
        OpenIdClient.Secrets secrets = OpenIdClient.Secrets.random();
        Instant now = clock.instant();
        sent.all().stream()
                .filter(each -> each.at().plus(HOLDS).isBefore(now))
                .forEach(each -> sent.remove(Secrets.hash(each.secrets().state())));
        URI address = client().client().address(comesBackTo, secrets);
        sent.put(Secrets.hash(secrets.state()), new Sent(Secrets.hash(visit), secrets, then, now));
        return address;
    }

    /**
     * Signs in the person who came back from the provider.
     *
     * @param state as it came back with
     * @throws OpenIdException unless the provider vouches for them and one of their groups has a role
     */
    public Back finish(URI cameBackBy, URI comesBackTo, String state, String visit, String cameFrom) {
        Sent off = sent.find(Secrets.hash(state))
                .filter(each -> Secrets.same(each.visit(), Secrets.hash(visit)))
                .filter(each -> clock.instant().isBefore(each.at().plus(HOLDS)))
                .orElseThrow(ProviderSignIn::notOurs);
        if (!sent.remove(Secrets.hash(state))) {
            throw notOurs();
        }
        Connected to = client();
        Claims claims = to.client().claims(cameBackBy, comesBackTo, off.secrets());
        Set<Role> roles =
                to.provider().roles(OpenIdClient.texts(claims, to.provider().groupsClaim()));
        List<String> names = OpenIdClient.texts(claims, to.provider().nameClaim());
        if (roles.isEmpty()) {
            throw new OpenIdException("none of your groups has a role here. Maybe ask your administrator.");
        }
        Identity identity = new Identity(
                to.provider().issuer(), claims.subject(), names.isEmpty() ? claims.subject() : names.get(0));
        String session = sessions.begin(identity, roles);
        acts.record(Acts.SIGNED_IN, new Actor(identity, cameFrom), Map.of("roles", Role.ids(roles)));
        return new Back(session, off.then());
    }

    private synchronized Connected client() {
        Provider provider =
                provider().orElseThrow(() -> new OpenIdException("no provider is configured. Maybe use a password."));
        Connected now = connected;
        if (now == null || !now.provider().equals(provider)) {
            now = new Connected(provider, new OpenIdClient(provider.issuer(), provider.clientId(), secret));
            connected = now;
        }
        return now;
    }

    private static OpenIdException notOurs() {
        return new OpenIdException(
                "this sign-in did not begin in this browser, was used, or took longer than ten minutes. Maybe "
                        + "sign in again.");
    }

    private static String groups(Provider provider) {
        StringBuilder text = new StringBuilder();
        provider.groups().forEach((group, roles) -> text.append(text.isEmpty() ? "" : "; ")
                .append(group)
                .append(": ")
                .append(Role.ids(roles)));
        return text.toString();
    }
}

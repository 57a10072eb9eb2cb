package tunewise.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.Documents;
import tunewise.ledger.entry.Identity;

/** Who is signed in. A session ends after half an hour in which nothing is asked, and after half a day in any case. */
public final class Sessions {
    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(12);

    /** A write for every request would cost more than the request. */
    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);

    private final Kept<Session> kept;
    private final Clock clock;

    Sessions(Documents documents, Clock clock) {
        this.kept = new Kept<>(documents, "session", Session.class);
        this.clock = clock;
    }

    /**
     * Kept under the hash of its secret.
     *
     * @param id the hash
     * @param roles as the provider had them at sign-in; null for an account, which is asked each time
     */
    record Session(String id, Identity identity, @Nullable Set<Role> roles, Instant begunAt, Instant seenAt) {}

    /** Begins one and returns its secret, which is always a new one. */
    String begin(Identity identity, @Nullable Set<Role> roles) {
        forgetEnded();
        String secret = Secrets.random();
        String id = Secrets.hash(secret);
        kept.put(id, new Session(id, identity, roles, clock.instant(), clock.instant()));
        return secret;
    }

    Optional<Session> find(String secret) {
        Instant now = clock.instant();
        Optional<Session> found = kept.find(Secrets.hash(secret)).filter(session -> !ended(session, now));
        found.filter(session -> session.seenAt().plus(BETWEEN_NOTES).isBefore(now))
                .ifPresent(session -> kept.change(
                        session.id(),
                        seen -> new Session(seen.id(), seen.identity(), seen.roles(), seen.begunAt(), now)));
        return found;
    }

    boolean end(String secret) {
        return kept.remove(Secrets.hash(secret));
    }

    /** Ends all of somebody, whose account or roles changed. */
    void endAll(Identity identity) {
        kept.all().stream().filter(each -> each.identity().is(identity)).forEach(each -> kept.remove(each.id()));
    }

    private void forgetEnded() {
        Instant now = clock.instant();
        kept.all().stream().filter(each -> ended(each, now)).forEach(each -> kept.remove(each.id()));
    }

    private static boolean ended(Session session, Instant now) {
        return session.seenAt().plus(IDLE).isBefore(now)
                || session.begunAt().plus(LONGEST).isBefore(now);
    }
}

package tunewise.access;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.Documents;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Identity;

/** What programs prove themselves by: shown once, kept as a hash, for some roles and some time. */
public final class Tokens {
    static final String KIND = "token";
    public static final int LONGEST_DAYS = 366;

    private static final Duration BETWEEN_NOTES = Duration.ofHours(1);
    private static final Pattern SHAPE = Pattern.compile("tunewise_([0-9a-f]{16})_([A-Za-z0-9_-]{43})");

    private final Kept<Token> kept;
    private final Acts acts;

    Tokens(Documents documents, Acts acts) {
        this.kept = new Kept<>(documents, KIND, Token.class);
        this.acts = acts;
    }

    /**
     * A token, without what proves it.
     *
     * @param name what the program is for
     * @param hash of its secret
     * @param by who made it; null where nobody had to prove it
     * @param usedAt when it was last used, to the hour; null for never
     */
    public record Token(
            String id,
            String name,
            String hash,
            Set<Role> roles,
            Instant madeAt,
            @Nullable Identity by,
            Instant until,
            @Nullable Instant usedAt) {
        public Token {
            roles = EnumSet.copyOf(roles);
        }

        public Identity identity() {
            return new Identity(Identity.TOKEN, id, name);
        }
    }

    /** A token and the text that proves it, which nobody sees again. */
    public record Made(Token token, String text) {}

    public List<Token> all() {
        return kept.all();
    }

    /**
     * Makes one.
     *
     * @throws AccessException when it has no name, or would hold too long
     */
    public Made make(String name, Set<Role> roles, int days, Actor actor) {
        String called = name.strip();
        if (called.isEmpty() || called.length() > 60 || called.chars().anyMatch(Character::isISOControl)) {
            throw new AccessException("a token needs a name of 1 to 60 characters. Maybe say what the program is for.");
        }
        if (days < 1 || days > LONGEST_DAYS) {
            throw new AccessException(
                    "a token is valid for 1 to " + LONGEST_DAYS + " days, not " + days + ". Maybe 90.");
        }
        String secret = Secrets.random();
        String id = Secrets.shortId();
        Instant now = acts.now();
        Token token = new Token(
                id, called, Secrets.hash(secret), roles, now, actor.by(), now.plus(Duration.ofDays(days)), null);
        kept.put(id, token);
        acts.record(
                Acts.TOKEN_MADE,
                actor,
                Map.of(
                        "token",
                        id,
                        "name",
                        called,
                        "roles",
                        Role.ids(roles),
                        "until",
                        token.until().toString()));
        return new Made(token, "tunewise_" + id + "_" + secret);
    }

    /**
     * Revokes one, at once.
     *
     * @throws AccessException when there is none
     */
    public void revoke(String id, Actor actor) {
        if (!kept.remove(id)) {
            throw new AccessException("there is no token '" + id + "'. Maybe 'access tokens' lists the one you mean.");
        }
        acts.record(Acts.TOKEN_REVOKED, actor, Map.of("token", id));
    }

    /** Whose token this is; empty when it is nobody's, was revoked or has expired. */
    Optional<Token> find(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Instant now = acts.now();
        Optional<Token> found = kept.find(parts.group(1))
                .filter(token -> Secrets.same(token.hash(), Secrets.hash(parts.group(2))))
                .filter(token -> now.isBefore(token.until()));
        found.filter(token -> token.usedAt() == null
                        || token.usedAt().plus(BETWEEN_NOTES).isBefore(now))
                .ifPresent(token -> kept.change(
                        token.id(),
                        each -> new Token(
                                each.id(),
                                each.name(),
                                each.hash(),
                                each.roles(),
                                each.madeAt(),
                                each.by(),
                                each.until(),
                                now)));
        return found;
    }
}

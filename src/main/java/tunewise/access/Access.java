package tunewise.access;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tunewise.ledger.Documents;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Actor;

/** Who may come in. Until somebody adds an account or a token everybody on this machine may, and nobody else. */
public final class Access {
    private static final List<String> CONFIGURED_BY = List.of(Accounts.KIND, Tokens.KIND, ProviderSignIn.KIND);

    /** The command line may configure access while a service runs, which notices within this. */
    private static final Duration LOOKS_AGAIN = Duration.ofSeconds(1);

    private final Documents documents;
    private final Acts acts;
    private final Sessions sessions;
    private final Accounts accounts;
    private final Tokens tokens;
    private final Submissions submissions;
    private final ProviderSignIn provider;
    private volatile boolean configured;
    private volatile long lookedAt = System.nanoTime() - LOOKS_AGAIN.toNanos();

    public Access(Ledger ledger, Clock clock, Supplier<String> ids) {
        this(ledger, clock, ids, Optional.empty());
    }

    /** Likewise, with the secret that the OpenID provider gave this service. */
    public Access(Ledger ledger, Clock clock, Supplier<String> ids, Optional<String> providerSecret) {
        this.documents = ledger.documents();
        this.acts = new Acts(ledger, clock, ids);
        this.sessions = new Sessions(documents, clock);
        this.accounts = new Accounts(documents, sessions, acts);
        this.tokens = new Tokens(documents, acts);
        this.submissions = new Submissions(documents, acts);
        this.provider = new ProviderSignIn(documents, sessions, acts, clock, providerSecret);
    }

    /** Whether people and programs have to prove who they are; once they do, it stays so while this runs. */
    public boolean configured() {
        if (!configured && System.nanoTime() - lookedAt >= LOOKS_AGAIN.toNanos()) {
            lookedAt = System.nanoTime();
            configured = documents.any(CONFIGURED_BY);
        }
        return configured;
    }

    /** Has it looked up anew, after something here may have configured it. */
    public void lookAgain() {
        lookedAt = System.nanoTime() - LOOKS_AGAIN.toNanos();
    }

    public Accounts accounts() {
        return accounts;
    }

    /** Signing in by an OpenID provider. */
    public ProviderSignIn provider() {
        return provider;
    }

    public Submissions submissions() {
        return submissions;
    }

    public Tokens tokens() {
        return tokens;
    }

    public Acts acts() {
        return acts;
    }

    /** Signs somebody in and returns the secret of their session; empty when name or password are wrong. */
    public Optional<String> signIn(String name, String password, String cameFrom) {
        return accounts.signIn(name, password, cameFrom).map(account -> begin(account, cameFrom));
    }

    /** Signs somebody in who has just set their password. */
    public String begin(Account account, String cameFrom) {
        lookAgain();
        String secret = sessions.begin(account.identity(), null);
        acts.record(Acts.SIGNED_IN, new Actor(account.identity(), cameFrom), Map.of());
        return secret;
    }

    /** Ends anybody's session. */
    public void signOut(String secret, String cameFrom) {
        bySession(secret).ifPresent(person -> {
            sessions.end(secret);
            acts.record(Acts.SIGNED_OUT, new Actor(person.identity(), cameFrom), Map.of());
        });
    }

    /** Whose session this is, with the roles they have at this moment. */
    public Optional<Person> bySession(String secret) {
        return sessions.find(secret)
                .flatMap(session -> session.roles() == null
                        ? accounts.of(session.identity())
                                .map(account -> new Person(account.identity(), account.roles(), session.id()))
                        : Optional.of(new Person(session.identity(), session.roles(), session.id())));
    }

    /** Whose token this is. */
    public Optional<Person> byToken(String text) {
        return tokens.find(text).map(token -> new Person(token.identity(), token.roles(), null));
    }
}

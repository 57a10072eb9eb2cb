package tunewise.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tunewise.ledger.Documents;
import tunewise.ledger.entry.Act;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Identity;

/** People who sign in with a password of this service, and the links by which they set it. */
public final class Accounts {
    /** Kinds of documents by which access counts as configured. */
    static final String KIND = "account";

    /** So many wrong passwords in a row lock an account for a while: guessing ends, and so does the lock. */
    static final int MOST_FAILURES = 5;

    static final Duration LOCKED = Duration.ofMinutes(15);

    private static final Duration LINK_HOLDS = Duration.ofDays(3);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,59}");

    private final Kept<Account> kept;
    private final Kept<Invitation> invitations;
    private final Sessions sessions;
    private final Acts acts;

    Accounts(Documents documents, Sessions sessions, Acts acts) {
        this.kept = new Kept<>(documents, KIND, Account.class);
        this.invitations = new Kept<>(documents, "invitation", Invitation.class);
        this.sessions = sessions;
        this.acts = acts;
    }

    /**
     * A link by which somebody sets the password of an account, once.
     *
     * @param account its name; empty for the first administrator, who chooses one
     */
    public record Invitation(String account, Instant until) {}

    /** By name. */
    public List<Account> all() {
        return kept.all();
    }

    public Optional<Account> find(String name) {
        return kept.find(name);
    }

    Optional<Account> of(Identity identity) {
        return find(identity.name()).filter(account -> account.id().equals(identity.subject()));
    }

    /**
     * Adds an account and returns the secret of the link by which its owner sets a password.
     *
     * @throws AccessException when the name is taken or is none
     */
    public String add(String name, Set<Role> roles, Actor actor) {
        insert(name, roles, "");
        acts.record(Acts.ACCOUNT_ADDED, actor, Map.of("account", name, "roles", Role.ids(roles)));
        return invite(name, actor);
    }

    private Account insert(String name, Set<Role> roles, String password) {
        if (!NAME.matcher(name).matches()) {
            throw new AccessException("'" + name + "' is not an account name. Maybe lower-case letters and digits, as"
                    + " in ada or ada@example.org.");
        }
        Account account = new Account(Secrets.shortId(), name, roles, password, 0, null, acts.now());
        if (!kept.add(name, account)) {
            throw new AccessException("there is an account '" + name + "' already. Maybe another name.");
        }
        return account;
    }

    /** A link by which the owner of an account sets a password; one that was forgotten goes out with it. */
    public String invite(String name, Actor actor) {
        Account account = existing(name);
        String secret = Secrets.random();
        invitations.put(
                Secrets.hash(secret), new Invitation(account.name(), acts.now().plus(LINK_HOLDS)));
        acts.record(Acts.INVITED, actor, Map.of("account", name));
        return secret;
    }

    /**
     * A link by which the first administrator names themselves.
     *
     * @throws AccessException when there are accounts already
     */
    public String inviteFirst(Actor actor) {
        if (!all().isEmpty()) {
            throw new AccessException("there are accounts already. Maybe you mean 'access invite NAME'.");
        }
        String secret = Secrets.random();
        invitations.put(Secrets.hash(secret), new Invitation("", acts.now().plus(LINK_HOLDS)));
        acts.record(Acts.INVITED, actor, Map.of("account", "the first administrator"));
        return secret;
    }

    /** The link of a secret, while it holds. */
    public Optional<Invitation> invitation(String secret) {
        return invitations
                .find(Secrets.hash(secret))
                .filter(each -> acts.now().isBefore(each.until()))
                .filter(each -> !each.account().isEmpty() || all().isEmpty());
    }

    /**
     * Takes a link, which works once, and sets the password.
     *
     * @param name what the first administrator wants to be called; others have their name
     * @throws AccessException when the link does not hold, or the password will not do
     */
    public Account join(String secret, String name, String password, String cameFrom) {
        Invitation invitation = invitation(secret).orElseThrow(Accounts::noLink);
        boolean first = invitation.account().isEmpty();
        String called = first ? name.strip().toLowerCase(Locale.ROOT) : invitation.account();
        if (!first) {
            existing(called);
        } else if (!NAME.matcher(called).matches()) {
            throw new AccessException("'" + called + "' is not an account name. Maybe lower-case letters and digits,"
                    + " as in ada or ada@example.org.");
        }
        Passwords.check(called, password);
        String hash = Passwords.hash(password);
        if (!invitations.remove(Secrets.hash(secret))) {
            throw noLink();
        }
        Account account;
        if (first) {
            Set<Role> roles = Set.of(Role.values());
            account = insert(called, roles, hash);
            acts.record(
                    Acts.ACCOUNT_ADDED,
                    new Actor(account.identity(), cameFrom),
                    Map.of("account", called, "roles", Role.ids(roles)));
        } else {
            account = kept.change(called, each -> each.withPassword(hash)).orElseThrow(Accounts::noLink);
        }
        sessions.endAll(account.identity());
        acts.record(Acts.PASSWORD_SET, new Actor(account.identity(), cameFrom), Map.of("account", called));
        return account;
    }

    /**
     * Gives an account other roles and ends its sessions.
     *
     * @throws AccessException when nobody would be left to administer
     */
    public void setRoles(String name, Set<Role> roles, Actor actor) {
        Account account = existing(name);
        if (!roles.contains(Role.ADMINISTER)) {
            keepOneAdministrator(account);
        }
        kept.change(name, each -> each.with(roles));
        sessions.endAll(account.identity());
        acts.record(
                Acts.ROLES_CHANGED,
                actor,
                Map.of("account", name, "before", Role.ids(account.roles()), "roles", Role.ids(roles)));
    }

    /**
     * Removes an account and ends its sessions; what it did stays on record.
     *
     * @throws AccessException when nobody would be left to administer
     */
    public void remove(String name, Actor actor) {
        Account account = existing(name);
        keepOneAdministrator(account);
        kept.remove(name);
        sessions.endAll(account.identity());
        acts.record(Acts.ACCOUNT_REMOVED, actor, Map.of("account", name));
    }

    /** Signs in; empty for a wrong name, a wrong password and a locked account alike, so that nobody learns which. */
    Optional<Account> signIn(String name, String password, String cameFrom) {
        Optional<Account> account = find(name.strip().toLowerCase(Locale.ROOT));
        boolean right =
                Passwords.matches(password, account.map(Account::password).orElse(""));
        Instant now = acts.now();
        if (account.isEmpty() || account.get().lockedAt(now)) {
            return Optional.empty();
        }
        if (right) {
            return kept.change(account.get().name(), each -> each.lockedAt(now) ? each : each.failed(0, null))
                    .filter(each -> !each.lockedAt(now));
        }
        kept.change(account.get().name(), each -> failed(each, now))
                .filter(each -> each.lockedUntil() != null && each.failures() == 0)
                .ifPresent(each ->
                        acts.record(Acts.LOCKED_OUT, new Actor(null, cameFrom), Map.of("account", each.name())));
        return Optional.empty();
    }

    private static Account failed(Account account, Instant now) {
        if (account.lockedAt(now)) {
            return account;
        }
        return account.failures() + 1 >= MOST_FAILURES
                ? account.failed(0, now.plus(LOCKED))
                : account.failed(account.failures() + 1, null);
    }

    /**
     * Accounts whose roles are others than the entries tell, so that somebody wrote them past this program.
     */
    public List<String> unexplained() {
        List<Act> told = acts.newest(Integer.MAX_VALUE);
        return all().stream()
                .filter(account -> !Role.ids(account.roles()).equals(toldRoles(told, account.name())))
                .map(Account::name)
                .toList();
    }

    private static String toldRoles(List<Act> told, String account) {
        return told.stream()
                .filter(act -> account.equals(act.about().get("account")))
                .filter(act -> Stream.of(Acts.ACCOUNT_ADDED, Acts.ROLES_CHANGED, Acts.ACCOUNT_REMOVED)
                        .anyMatch(act.act()::equals))
                .findFirst()
                .map(act -> act.about().getOrDefault("roles", ""))
                .orElse("");
    }

    private void keepOneAdministrator(Account account) {
        if (account.roles().contains(Role.ADMINISTER)
                && all().stream()
                        .filter(each -> !each.name().equals(account.name()))
                        .noneMatch(each -> each.roles().contains(Role.ADMINISTER))) {
            throw new AccessException(
                    "'" + account.name() + "' is the only administrator. Maybe give another one that role first.");
        }
    }

    private Account existing(String name) {
        return find(name)
                .orElseThrow(() -> new AccessException(
                        "there is no account '" + name + "'. Maybe 'access list' has the one you mean."));
    }

    private static AccessException noLink() {
        return new AccessException("this link was used, or is too old. Maybe ask your administrator for a new one.");
    }
}

package tunewise.cli.terminal;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tunewise.access.Access;
import tunewise.access.AccessException;
import tunewise.access.Person;
import tunewise.access.Role;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Identity;

/**
 * Who runs a command: the program whose token is in TUNEWISE_TOKEN, else whoever is logged in. Whoever can write the data
 * folder is past any check of this program, so that without a token the system's own account is what proves them.
 */
public final class Operator {
    private Operator() {}

    /**
     * Who it is.
     *
     * @param oneOf the roles of which a token needs one
     * @throws AccessException when the token is not taken, or has none of them
     */
    public static Actor of(Services services, Ledger ledger, Set<Role> oneOf) {
        return services.token()
                .map(token -> program(services.access(ledger), token, oneOf))
                .orElseGet(() -> Actor.ofSystem(services.author()));
    }

    /** The name that a program goes by; whoever is logged in may give another. */
    public static String name(Actor actor, @Nullable String given) {
        Identity by = Objects.requireNonNull(actor.by(), "somebody");
        return given != null && by.issuer().equals(Identity.SYSTEM) ? given : by.name();
    }

    private static Actor program(Access access, String token, Set<Role> oneOf) {
        Person program = access.byToken(token)
                .orElseThrow(() -> new AccessException("we do not accept the token in TUNEWISE_TOKEN: it was "
                        + "revoked, has expired, or never existed. Maybe it is one of another ledger."));
        if (!program.has(oneOf)) {
            throw new AccessException("this needs the role " + Role.ids(oneOf).replace(", ", " or ")
                    + ", but the token in TUNEWISE_TOKEN has "
                    + Role.ids(program.roles()).replace(", ", " and ")
                    + ". Maybe another token.");
        }
        return new Actor(program.identity(), "command-line");
    }
}

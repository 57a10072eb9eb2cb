package tunewise.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Identity;

/**
 * Somebody, or a program, who has proven who they are.
 *
 * @param session the session they are signed in by; null for a program that brings a token
 */
public record Person(Identity identity, Set<Role> roles, @Nullable String session) {
    public Person {
        roles = Set.copyOf(roles);
    }

    /** Whether one of these roles is theirs; where none is asked for, having proven who they are is enough. */
    public boolean has(Set<Role> oneOf) {
        return oneOf.isEmpty() || oneOf.stream().anyMatch(roles::contains);
    }

    /** Whether a program does it, which counts as nobody's consent. */
    public boolean isProgram() {
        return session == null;
    }
}

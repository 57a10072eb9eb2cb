package tunewise.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Identity;

/**
 * Somebody who signs in with a password of this service.
 *
 * @param id never used for another account, so that a name that is given again is somebody else
 * @param password its Argon2id hash; empty until its owner has set one
 * @param failures wrong passwords in a row
 * @param lockedUntil until when no password is taken; null when it is not locked
 */
public record Account(
        String id,
        String name,
        Set<Role> roles,
        String password,
        int failures,
        @Nullable Instant lockedUntil,
        Instant addedAt) {
    public Account {
        roles = roles.isEmpty() ? Set.of() : EnumSet.copyOf(roles);
    }

    public Identity identity() {
        return new Identity(Identity.ACCOUNT, id, name);
    }

    public boolean lockedAt(Instant now) {
        return lockedUntil != null && now.isBefore(lockedUntil);
    }

    /** Whether its owner has set a password. */
    public boolean ready() {
        return !password.isEmpty();
    }

    Account with(Set<Role> newRoles) {
        return new Account(id, name, newRoles, password, failures, lockedUntil, addedAt);
    }

    Account withPassword(String hash) {
        return new Account(id, name, roles, hash, 0, null, addedAt);
    }

    Account failed(int count, @Nullable Instant until) {
        return new Account(id, name, roles, password, count, until, addedAt);
    }
}

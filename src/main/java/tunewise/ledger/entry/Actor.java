package tunewise.ledger.entry;

import org.jspecify.annotations.Nullable;

/**
 * Who does something, and on which way in.
 *
 * @param by null where nobody had to prove it
 * @param cameFrom page, api, mcp or command-line
 */
public record Actor(@Nullable Identity by, String cameFrom) {
    /** Who works at the machine that the ledger lies on, as its system knows them. */
    public static Actor ofSystem(String user) {
        return new Actor(new Identity(Identity.SYSTEM, user, user), "command-line");
    }
}

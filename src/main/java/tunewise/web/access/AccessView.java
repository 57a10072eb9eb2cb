package tunewise.web.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tunewise.access.Account;
import tunewise.access.Role;
import tunewise.access.Tokens.Token;
import tunewise.wording.DisplayText;

/**
 * Accounts and tokens with what may be done to them.
 *
 * @param free whether nobody has to sign in yet
 * @param unexplained accounts whose roles no entry of the ledger tells of
 */
record AccessView(
        boolean free,
        List<Account> accounts,
        List<Token> tokens,
        List<String> unexplained,
        Instant now,
        @Nullable String refused) {

    static List<Role> roles() {
        return List.of(Role.values());
    }

    String state(Account account) {
        if (!account.ready()) {
            return "has not set a password yet";
        }
        Instant until = account.lockedUntil();
        return until != null && now.isBefore(until) ? "locked until " + DisplayText.minute(until) : "";
    }

    String state(Token token) {
        Instant usedAt = token.usedAt();
        String used = usedAt == null ? "never used" : "last used " + DisplayText.minute(usedAt);
        return (now.isBefore(token.until()) ? "holds until " : "expired ") + DisplayText.minute(token.until()) + ", "
                + used;
    }
}

package tunewise.web.access;

import org.jspecify.annotations.Nullable;

/**
 * The form to set a password by.
 *
 * @param account whose; empty for the first administrator
 * @param name as it was filled in
 */
record JoinView(String secret, String account, String name, @Nullable String refused) {}

package tunewise.web.access;

import org.jspecify.annotations.Nullable;

/**
 * The form to sign in by.
 *
 * @param free whether nobody needs to
 * @param provider name of the provider that may vouch for people; null for none
 * @param then where it leads; empty for the first page
 */
record SignInView(boolean free, @Nullable String provider, String then, String name, @Nullable String refused) {}

package tunewise.web.access;

import org.jspecify.annotations.Nullable;

/**
 * The form to sign in by.
 *
 * @param free whether nobody needs to
 * @param then where it leads; empty for the first page
 */
record SignInView(boolean free, String then, String name, @Nullable String refused) {}

/**
 * Signing in by an OpenID provider: authorization code with PKCE, discovery, keys that change. The only package that knows
 * its library; access stands above it.
 */
@NullMarked
package tunewise.access.openid;

import org.jspecify.annotations.NullMarked;

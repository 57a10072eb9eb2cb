/** What is fetched from elsewhere: with patience, limits, and a clear word when it cannot be had. */
@NullMarked
package tunewise.fetch;

import org.jspecify.annotations.NullMarked;

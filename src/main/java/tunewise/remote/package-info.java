/**
 * What is fetched from elsewhere, the model hub first: with patience, limits, and a clear word when it cannot be
 * had. Uses service and question.
 */
@NullMarked
package tunewise.remote;

import org.jspecify.annotations.NullMarked;

/** A way in for Java programs: the service's API with types. */
@NullMarked
package tunewise.client;

import org.jspecify.annotations.NullMarked;

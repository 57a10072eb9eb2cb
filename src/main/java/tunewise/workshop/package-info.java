/** What analysts do with rules and catalogs: check, test, see what a change would do, publish, and go back. */
@NullMarked
package tunewise.workshop;

import org.jspecify.annotations.NullMarked;

/** The way in: signing in and out, who may go where, and the pages of those who administer. Uses web.page and access. */
@NullMarked
package tunewise.web.access;

import org.jspecify.annotations.NullMarked;

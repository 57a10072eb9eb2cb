/** Pages of analysts: drafts, checks, impact, price lists, history. Uses web.page and workshop. */
@NullMarked
package tunewise.web.workshop;

import org.jspecify.annotations.NullMarked;

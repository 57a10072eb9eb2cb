/** The rules in force and the facts they name, on pages. Uses web.page. */
@NullMarked
package tunewise.web.rules;

import org.jspecify.annotations.NullMarked;

/** The handbook at /help: its chapters lie in src/main/resources/tunewise/handbook. Uses web.page. */
@NullMarked
package tunewise.web.help;

import org.jspecify.annotations.NullMarked;

/** Pages of someone with a question: the form, estimates, what if. Uses web.page, web.answer and web.rules. */
@NullMarked
package tunewise.web.ask;

import org.jspecify.annotations.NullMarked;

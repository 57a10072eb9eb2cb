/** An answer on its page: set-up, cost chart, rules, files, comparison. Uses web.page. */
@NullMarked
package tunewise.web.answer;

import org.jspecify.annotations.NullMarked;

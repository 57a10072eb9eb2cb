/** Pages of auditors: past answers, the chain, replays. Uses web.page, web.answer and ledger. */
@NullMarked
package tunewise.web.ledger;

import org.jspecify.annotations.NullMarked;

/** Makes recorded recommendations again and explains what differs. Uses ledger. */
@NullMarked
package tunewise.ledger.replay;

import org.jspecify.annotations.NullMarked;

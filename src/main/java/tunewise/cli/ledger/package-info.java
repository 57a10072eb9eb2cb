/** Commands of auditors: verify, replay, export, back up. Uses cli.terminal and ledger. */
@NullMarked
package tunewise.cli.ledger;

import org.jspecify.annotations.NullMarked;

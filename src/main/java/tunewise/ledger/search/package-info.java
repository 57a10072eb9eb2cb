/** Finds and counts recorded recommendations by columns kept beside the chain. Uses ledger.entry and ledger.store. */
@NullMarked
package tunewise.ledger.search;

import org.jspecify.annotations.NullMarked;

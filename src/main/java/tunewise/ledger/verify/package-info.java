/** Recomputes every chain and says what does not hold. Uses ledger.entry and ledger.store. */
@NullMarked
package tunewise.ledger.verify;

import org.jspecify.annotations.NullMarked;

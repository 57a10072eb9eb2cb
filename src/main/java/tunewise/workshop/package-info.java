/**
 * What analysts do with rules and catalogs: draft, check, test, see the impact, publish, go back. Uses service,
 * ledger and rulebook.
 */
@NullMarked
package tunewise.workshop;

import org.jspecify.annotations.NullMarked;

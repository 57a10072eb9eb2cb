/** The tables on SQLite and PostgreSQL; with search and verify the only rooms that know SQL. A further
 * database implements Database. Uses ledger.entry. */
@NullMarked
package tunewise.ledger.store;

import org.jspecify.annotations.NullMarked;

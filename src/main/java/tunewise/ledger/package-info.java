/**
 * What was answered, by which rules, in the order it happened: append, read, prove, back up. Uses its own entry,
 * parquet, store, search and verify, and advice for the bodies of records.
 */
@NullMarked
package tunewise.ledger;

import org.jspecify.annotations.NullMarked;

/**
 * One entry of the ledger and its parts: bodies, hashes, checkpoints, keys, and the one-file verifier of exports.
 * Uses advice.
 */
@NullMarked
package tunewise.ledger.entry;

import org.jspecify.annotations.NullMarked;

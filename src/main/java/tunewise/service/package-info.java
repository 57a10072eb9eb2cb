/**
 * What a running product does, whichever way it is asked: answers and records, swaps the active release, counts
 * which rules fired. Uses ledger and advice.
 */
@NullMarked
package tunewise.service;

import org.jspecify.annotations.NullMarked;

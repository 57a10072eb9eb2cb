/**
 * A question in, a recommendation out: plans sized and priced, the phases run, what is left ranked, and the answer
 * in the words of the contract. Uses rulebook, estimate and what is below.
 */
@NullMarked
package tunewise.advice;

import org.jspecify.annotations.NullMarked;

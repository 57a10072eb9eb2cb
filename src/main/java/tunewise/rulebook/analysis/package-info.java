/**
 * What follows from the conditions of rules alone: gaps, overlaps, rules that never fire. Uses the rules' language
 * and guard.
 */
@NullMarked
package tunewise.rulebook.analysis;

import org.jspecify.annotations.NullMarked;

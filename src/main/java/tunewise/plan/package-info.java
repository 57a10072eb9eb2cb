/**
 * The facts and findings that rules name: plans, quotes, and what a rule may conclude of them. Uses estimate,
 * catalog and the vocabulary below. A new finding is a record here, and a line in the Vocabulary of rulebook.language.
 */
@NullMarked
package tunewise.plan;

import org.jspecify.annotations.NullMarked;

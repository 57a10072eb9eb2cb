/**
 * The language of rule files: the facts and findings they may name, the phases, and what a rule is called. Rule
 * files know these names and no Java package. A new fact is named in Vocabulary, and inserted by advice. Uses plan.
 */
@NullMarked
package tunewise.rulebook.language;

import org.jspecify.annotations.NullMarked;

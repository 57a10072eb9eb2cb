/**
 * What a rule may do: reads rule files word by word, and compiled rules class by class, before anything of them
 * runs. Uses the rules' language.
 */
@NullMarked
package tunewise.rulebook.guard;

import org.jspecify.annotations.NullMarked;

/**
 * Compiles the rules of a release and runs them on the facts of one question; the only room that runs Drools. Uses
 * plan and its own language, guard and analysis.
 */
@NullMarked
package tunewise.rulebook;

import org.jspecify.annotations.NullMarked;

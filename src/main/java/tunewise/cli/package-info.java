/** The command line: which command is called what, and how its faults read. A new command
 * is added in Tunewise. Uses the rooms below it. */
@NullMarked
package tunewise.cli;

import org.jspecify.annotations.NullMarked;

/** A recommendation as files for trainers and launchers. Uses advice and catalog; no tool is run here. A new kind of file
 * is a constant of Format and a class of its own. */
@NullMarked
package tunewise.export;

import org.jspecify.annotations.NullMarked;

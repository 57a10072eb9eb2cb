/** A recommendation as files for trainers and launchers. Uses advice and catalog; no tool is run here. */
@NullMarked
package tunewise.export;

import org.jspecify.annotations.NullMarked;

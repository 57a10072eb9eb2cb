@NullMarked
package tunewise.cli;

import org.jspecify.annotations.NullMarked;

@NullMarked
package tunewise.rulebook;

import org.jspecify.annotations.NullMarked;

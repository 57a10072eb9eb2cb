@NullMarked
package tunewise.estimate;

import org.jspecify.annotations.NullMarked;

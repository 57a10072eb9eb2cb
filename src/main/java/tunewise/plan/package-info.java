@NullMarked
package tunewise.plan;

import org.jspecify.annotations.NullMarked;

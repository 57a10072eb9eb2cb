@NullMarked
package tunewise.audit;

import org.jspecify.annotations.NullMarked;

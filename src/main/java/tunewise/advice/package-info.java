@NullMarked
package tunewise.advice;

import org.jspecify.annotations.NullMarked;

@NullMarked
package tunewise.export;

import org.jspecify.annotations.NullMarked;

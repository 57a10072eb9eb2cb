@NullMarked
package tunewise.catalog;

import org.jspecify.annotations.NullMarked;

@NullMarked
package tunewise.web;

import org.jspecify.annotations.NullMarked;

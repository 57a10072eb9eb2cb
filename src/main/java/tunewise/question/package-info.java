@NullMarked
package tunewise.question;

import org.jspecify.annotations.NullMarked;

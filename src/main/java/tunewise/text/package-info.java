/**
 * Numbers and names as people write and read them: closed choices with ids, figures in plain English, suggestions
 * for misspelt names. Knows nothing of fine-tuning; uses only Java.
 */
@NullMarked
package tunewise.text;

import org.jspecify.annotations.NullMarked;

/**
 * Memory part by part, speed and time of one configuration. Formulas live here, their figures in the catalog. Uses
 * catalog and the vocabulary below it.
 */
@NullMarked
package tunewise.estimate;

import org.jspecify.annotations.NullMarked;

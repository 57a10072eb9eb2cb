/** Holds the estimator against runs that somebody measured. Uses estimate and catalog. */
@NullMarked
package tunewise.estimate.accuracy;

import org.jspecify.annotations.NullMarked;

/**
 * What exists: models, GPUs, offers, and every figure that rules and the estimator compare with, as immutable
 * records. Faults of rules and catalogs are defined here. Uses text, training and question.
 */
@NullMarked
package tunewise.catalog;

import org.jspecify.annotations.NullMarked;

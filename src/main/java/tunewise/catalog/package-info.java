/**
 * What exists: models, GPUs, offers, and every figure that rules and the estimator compare with, as immutable
 * records. Faults of rules and catalogs are defined here. PolicyValue and
 * EstimatorCoefficient name the rows that code asks for. Uses text, training and question.
 */
@NullMarked
package tunewise.catalog;

import org.jspecify.annotations.NullMarked;

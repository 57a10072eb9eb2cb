/**
 * Work over all of history on Apache Spark: the jobs of {@code tunewise-spark.jar}. They use every other room, none uses
 * them, and Spark is known here only.
 */
@NullMarked
package tunewise.spark;

import org.jspecify.annotations.NullMarked;

/**
 * Entries as Parquet files, which DuckDB, Spark and pandas read. The format is written here, because every library for it
 * needs Hadoop, which is larger than this program. Uses ledger.entry.
 */
@NullMarked
package tunewise.ledger.parquet;

import org.jspecify.annotations.NullMarked;

package tunewise.ledger.parquet;

/**
 * A column of a file.
 *
 * @param optional whether a row may lack it
 */
public record ParquetColumn(String name, ParquetType type, boolean optional) {}

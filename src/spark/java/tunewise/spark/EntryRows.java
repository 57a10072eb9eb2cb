package tunewise.spark;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.ExportLine;
import tunewise.ledger.entry.Packed;
import tunewise.ledger.parquet.EntryColumns;
import tunewise.ledger.parquet.ParquetColumn;
import tunewise.ledger.parquet.ParquetType;

/** Entries as rows of Parquet files; the handbook tells what each column holds. */
final class EntryRows {
    static final String MONTH = EntryColumns.MONTH;

    static final StructType SCHEMA = schema();

    /** No line of an export, so that it counts as altered wherever it stands. */
    private static final String UNREADABLE = "unreadable";

    private EntryRows() {}

    private static StructType schema() {
        StructType schema = new StructType();
        for (ParquetColumn column : EntryColumns.ALL) {
            schema = schema.add(column.name(), type(column.type()), column.optional());
        }
        return schema.add(MONTH, DataTypes.StringType, false);
    }

    private static DataType type(ParquetType type) {
        return switch (type) {
            case TEXT -> DataTypes.StringType;
            case INT -> DataTypes.IntegerType;
            case LONG -> DataTypes.LongType;
            case DOUBLE -> DataTypes.DoubleType;
        };
    }

    static Row of(Entry entry) {
        @Nullable Object[] columns = EntryColumns.of(entry);
        @Nullable Object[] row = Arrays.copyOf(columns, columns.length + 1);
        row[columns.length] = EntryColumns.month(entry);
        return RowFactory.create(row);
    }

    /** The line of an export that a row of a Parquet file stands for. */
    static String line(Row row) {
        String body = row.getAs("body");
        return line(row, body == null ? Entry.ERASED : body);
    }

    /** Likewise of a row of the database, whose bodies are packed. */
    static String packedLine(Row row) {
        byte[] packed = row.getAs("body");
        try {
            return line(row, packed.length == 0 ? Entry.ERASED : Packed.unpack(packed));
        } catch (IOException e) {
            return UNREADABLE;
        }
    }

    private static String line(Row row, String body) {
        try {
            return ExportLine.of(new Entry(
                    row.getAs("chain"),
                    row.<Number>getAs("seq").longValue(),
                    row.getAs("id"),
                    row.getAs("kind"),
                    Instant.parse(row.<String>getAs("created_at")),
                    row.getAs("release"),
                    row.getAs("came_from"),
                    body,
                    row.getAs("body_hash"),
                    row.getAs("previous_hash"),
                    row.getAs("hash")));
        } catch (RuntimeException e) {
            return UNREADABLE;
        }
    }
}

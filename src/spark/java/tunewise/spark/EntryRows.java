package tunewise.spark;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.ExportLine;
import tunewise.ledger.entry.IndexedFields;
import tunewise.ledger.entry.Packed;

/** Entries as rows of Parquet files; the handbook tells what each column holds. */
final class EntryRows {
    /** Year and month of createdAt, by which the files are kept apart. */
    static final String MONTH = "month";

    static final StructType SCHEMA = new StructType()
            .add("chain", DataTypes.StringType, false)
            .add("seq", DataTypes.LongType, false)
            .add("id", DataTypes.StringType, false)
            .add("kind", DataTypes.StringType, false)
            .add("created_at", DataTypes.StringType, false)
            .add("release", DataTypes.StringType, false)
            .add("came_from", DataTypes.StringType, false)
            .add("body", DataTypes.StringType, true)
            .add("body_hash", DataTypes.StringType, false)
            .add("previous_hash", DataTypes.StringType, false)
            .add("hash", DataTypes.StringType, false)
            .add("outcome", DataTypes.StringType, true)
            .add("knowledge", DataTypes.StringType, true)
            .add("model", DataTypes.StringType, true)
            .add("method", DataTypes.StringType, true)
            .add("rank", DataTypes.IntegerType, true)
            .add("gpu", DataTypes.StringType, true)
            .add("gpu_count", DataTypes.IntegerType, true)
            .add("provider", DataTypes.StringType, true)
            .add("cost_usd", DataTypes.DoubleType, true)
            .add("hours", DataTypes.DoubleType, true)
            .add("guide", DataTypes.StringType, true)
            .add(MONTH, DataTypes.StringType, false);

    /** No line of an export, so that it counts as altered wherever it stands. */
    private static final String UNREADABLE = "unreadable";

    private EntryRows() {}

    static Row of(Entry entry) {
        String created = entry.createdAt().toString();
        Optional<IndexedFields.Answer> answer = entry.erased() || !entry.kind().equals(EntryKind.RECOMMENDATION)
                ? Optional.empty()
                : Optional.ofNullable(
                        IndexedFields.of(entry.id(), entry.kind(), entry.body()).answer());
        Optional<IndexedFields.ShortSetup> setup = answer.map(IndexedFields.Answer::setup);
        return RowFactory.create(
                entry.chain(),
                entry.seq(),
                entry.id(),
                entry.kind(),
                created,
                entry.release(),
                entry.cameFrom(),
                entry.erased() ? null : entry.body(),
                entry.bodyHash(),
                entry.previousHash(),
                entry.hash(),
                answer.map(IndexedFields.Answer::outcome).orElse(null),
                answer.map(IndexedFields.Answer::knowledge).orElse(null),
                answer.map(each -> each.model().id()).orElse(null),
                setup.map(IndexedFields.ShortSetup::method).orElse(null),
                setup.map(IndexedFields.ShortSetup::rank).orElse(null),
                setup.map(IndexedFields.ShortSetup::gpu).orElse(null),
                setup.map(IndexedFields.ShortSetup::gpuCount).orElse(null),
                setup.map(IndexedFields.ShortSetup::provider).orElse(null),
                answer.flatMap(IndexedFields.Answer::costUsd).orElse(null),
                answer.flatMap(IndexedFields.Answer::hours).orElse(null),
                answer.map(IndexedFields.Answer::guideWord).orElse(null),
                created.substring(0, 7));
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

package tunewise.spark;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tunewise.ledger.entry.ExportLine;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes entries as Parquet files, apart by month.")
final class ExportJob extends Job {
    @Mixin
    private EntrySource source = new EntrySource();

    @Override
    int run(SparkSession spark) {
        String folder = folder("entries.parquet");
        for (String chain : source.chains(spark)) {
            JavaRDD<Row> rows = source.lines(spark, chain).map(line -> EntryRows.of(ExportLine.read(chain, line)));
            spark.createDataFrame(rows, EntryRows.SCHEMA)
                    .write()
                    .partitionBy(EntryRows.MONTH)
                    .mode("append")
                    .parquet(folder);
        }
        out().println("Written to " + folder + ".");
        return 0;
    }
}

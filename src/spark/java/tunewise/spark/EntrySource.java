package tunewise.spark;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.ledger.entry.ChainHead;

/** Where the entries of a ledger are read from: an export as JSON Lines, Parquet files, or the database itself. */
final class EntrySource {
    private static final String JDBC = "jdbc:";
    private static final String SEQS = "(select min(seq), max(seq) from entries where chain = '%s') as seqs";
    private static final String ENTRIES =
            "(select chain, seq, id, kind, created_at, release, came_from, body, body_hash,"
                    + " previous_hash, hash from entries where chain = '%s') as links";
    private static final List<String> ONE = List.of(ChainHead.ONLY);
    private static final String CHAINS = "(select distinct chain from entries) as chains";

    @Option(
            names = "--input",
            paramLabel = "WHERE",
            required = true,
            description = "an export as JSON Lines, a folder of Parquet files, or a database as jdbc:URL; the"
                    + " environment variables TUNEWISE_JDBC_USER and TUNEWISE_JDBC_PASSWORD sign in to it")
    private String input = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "jsonl or parquet (default: parquet where the name ends so, else jsonl)")
    private @Nullable String format;

    @Option(names = "--chain", paramLabel = "ID", description = "one chain of a database or of Parquet files")
    private @Nullable String chain;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "0",
            description = "pieces to work on (default: four a core)")
    private int partitions;

    static EntrySource of(String input) {
        EntrySource source = new EntrySource();
        source.input = input;
        return source;
    }

    int partitions(SparkSession spark) {
        return partitions > 0 ? partitions : 4 * spark.sparkContext().defaultParallelism();
    }

    /** All chains that are read, in the order of their ids. */
    List<String> chains(SparkSession spark) {
        if (chain != null) {
            return List.of(chain);
        }
        if (jdbc()) {
            return named(spark.read().jdbc(input, CHAINS, signIn()));
        }
        return parquet()
                ? named(spark.read().schema(EntryRows.SCHEMA).parquet(input).select("chain"))
                : ONE;
    }

    private static List<String> named(Dataset<Row> chains) {
        return chains.distinct().as(Encoders.STRING()).collectAsList().stream()
                .sorted()
                .toList();
    }

    /** The lines of all chains that are read, in no order between them. */
    JavaRDD<String> lines(SparkSession spark) {
        return chains(spark).stream()
                .map(each -> lines(spark, each))
                .reduce(JavaRDD::union)
                .orElseGet(() ->
                        JavaSparkContext.fromSparkContext(spark.sparkContext()).emptyRDD());
    }

    /** The lines of one chain, in the order of the file, or of seq where the source has none. */
    JavaRDD<String> lines(SparkSession spark, String of) {
        if (jdbc()) {
            return ranges(spark, of).javaRDD().map(EntryRows::packedLine);
        }
        if (parquet()) {
            return spark.read()
                    .schema(EntryRows.SCHEMA)
                    .parquet(input)
                    .where("chain = '" + quoted(of) + "'")
                    .repartitionByRange(partitions(spark), functions.col("seq"))
                    .sortWithinPartitions("seq")
                    .javaRDD()
                    .map(EntryRows::line);
        }
        return JavaSparkContext.fromSparkContext(spark.sparkContext()).textFile(input, partitions(spark));
    }

    /** Each piece is a range of seq, read by a query of its own. */
    private Dataset<Row> ranges(SparkSession spark, String of) {
        Row ends = spark.read()
                .jdbc(input, SEQS.formatted(quoted(of)), signIn())
                .toDF("first", "last")
                .first();
        long first = number(ends, 0).orElse(1L);
        long last = number(ends, 1).orElse(1L);
        return spark.read()
                .option("customSchema", "seq BIGINT, body BINARY")
                .option("fetchsize", 500)
                .jdbc(
                        input,
                        ENTRIES.formatted(quoted(of)),
                        "seq",
                        first,
                        last + 1,
                        (int) Math.min(partitions(spark), last - first + 1),
                        signIn())
                .sortWithinPartitions("seq");
    }

    /** SQLite tells no type for what is computed, so Spark reads a decimal. */
    private static Optional<Long> number(Row row, int column) {
        return row.isNullAt(column)
                ? Optional.empty()
                : Optional.of(new BigDecimal(row.get(column).toString()).longValueExact());
    }

    private boolean jdbc() {
        return input.startsWith(JDBC);
    }

    private boolean parquet() {
        if (format == null) {
            return input.endsWith("parquet") || input.endsWith("parquet/");
        }
        return switch (format) {
            case "parquet" -> true;
            case "jsonl" -> false;
            default ->
                throw new UnusableInputException(
                        "--format '" + format + "' is neither jsonl nor parquet. Maybe you mean jsonl.");
        };
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }

    private static Properties signIn() {
        Properties properties = new Properties();
        put(properties, "user", System.getenv("TUNEWISE_JDBC_USER"));
        put(properties, "password", System.getenv("TUNEWISE_JDBC_PASSWORD"));
        return properties;
    }

    private static void put(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }
}

package tunewise.spark;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import scala.Tuple2;
import tunewise.advice.Advisor;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.TextInput;
import tunewise.question.FieldFault;
import tunewise.question.QuestionFaultsException;
import tunewise.question.QuestionReader;
import tunewise.service.AnswerBatch;

@Command(
        name = "batch",
        mixinStandardHelpOptions = true,
        description = "Answers every question of JSON Lines. It records nothing, and answers have no id.")
final class BatchJob extends Job {
    private static final String FAULTY = "faulty";
    private static final int MOST_SHOWN = 10_000;
    private static final StructType SCHEMA = new StructType()
            .add("line", DataTypes.LongType, false)
            .add("outcome", DataTypes.StringType, false)
            .add("result", DataTypes.StringType, false);

    @Mixin
    private KeyedBundles bundles = new KeyedBundles();

    @Option(names = "--input", paramLabel = "FILE", required = true, description = "a JSON object a line")
    private String input = "";

    @Option(names = "--release", paramLabel = "FILE", required = true, description = "the bundle of what answers")
    private Path release = Path.of("release.bundle");

    @Option(names = "--at", paramLabel = "INSTANT", description = "when the questions count as asked (default: now)")
    private Instant at = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS);

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "0",
            description = "pieces to work on (default: four a core)")
    private int partitions;

    @Override
    int run(SparkSession spark) {
        CarriedReleases one = bundles.none();
        String hash = one.add(TextInput.read(release));
        Broadcast<CarriedReleases> carried = told(spark, one);
        String folder = folder("answers.parquet");
        int pieces = partitions > 0 ? partitions : 4 * spark.sparkContext().defaultParallelism();
        String moment = at.toString();
        JavaPairRDD<String, Long> numbered = JavaSparkContext.fromSparkContext(spark.sparkContext())
                .textFile(input, pieces)
                .zipWithIndex();
        JavaRDD<Row> answers = numbered.filter(line -> !line._1().isBlank())
                .mapPartitions(lines -> answers(lines, carried, hash, Instant.parse(moment)));
        spark.createDataFrame(answers, SCHEMA).write().parquet(folder);
        return report(spark.read().schema(SCHEMA).parquet(folder));
    }

    private static Iterator<Row> answers(
            Iterator<Tuple2<String, Long>> lines, Broadcast<CarriedReleases> carried, String release, Instant at) {
        Advisor advisor = ReleaseCache.Lease.ofTask(carried.value()).advisor(release);
        QuestionReader reader = new QuestionReader(advisor.vocabulary(LocalDate.ofInstant(at, ZoneOffset.UTC)));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public Row next() {
                Tuple2<String, Long> line = lines.next();
                AnswerBatch.Result result = answer(advisor, reader, line._2() + 1, line._1(), at);
                Recommendation given = result.recommendation();
                return RowFactory.create(
                        result.line(),
                        given == null ? FAULTY : given.outcome().id(),
                        AnswerJson.MAPPER.writeValueAsString(result));
            }
        };
    }

    private static AnswerBatch.Result answer(
            Advisor advisor, QuestionReader reader, long line, String json, Instant at) {
        try {
            return new AnswerBatch.Result(line, advisor.advise(reader.read(json), "", at), List.of());
        } catch (QuestionFaultsException e) {
            return new AnswerBatch.Result(line, null, e.faults());
        }
    }

    private int report(Dataset<Row> written) {
        Map<String, Long> counts = new TreeMap<>();
        written.groupBy("outcome").count().collectAsList().forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        written.where(functions.col("outcome").equalTo(FAULTY))
                .orderBy("line")
                .limit(MOST_SHOWN)
                .select("result")
                .as(Encoders.STRING())
                .collectAsList()
                .forEach(this::fault);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        @Nullable Long faulty = counts.remove(FAULTY);
        counts.forEach((outcome, count) -> out().printf("%s: %,d%n", outcome, count));
        if (faulty == null) {
            return 0;
        }
        out().printf("%,d of %,d questions are faulty and were left out.%n", faulty, all);
        return ExitCode.FOUND_SOMETHING;
    }

    /** As the command line tells a fault. */
    private void fault(String result) {
        AnswerBatch.Result told = AnswerJson.MAPPER.readValue(result, AnswerBatch.Result.class);
        for (FieldFault fault : told.faults()) {
            String field = fault.field().isEmpty() ? "" : fault.field() + ": ";
            out().println(input + ":" + told.line() + ": " + field + fault.message());
        }
    }
}

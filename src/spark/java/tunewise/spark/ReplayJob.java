package tunewise.spark;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
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
import tunewise.advice.AnswerJson;
import tunewise.cli.ledger.ReplayText;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Version;
import tunewise.ledger.entry.ChainHead;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.ExportLine;
import tunewise.ledger.entry.Replay;
import tunewise.ledger.entry.Replay.Result;
import tunewise.ledger.replay.EntryReplayer;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Asks recorded questions again, by their own or one other release.")
final class ReplayJob extends Job {
    private static final int MOST_SHOWN = 10_000;
    private static final StructType SCHEMA = new StructType()
            .add("seq", DataTypes.LongType, false)
            .add("id", DataTypes.StringType, false)
            .add("result", DataTypes.StringType, false)
            .add("release", DataTypes.StringType, false)
            .add("against", DataTypes.StringType, false)
            .add("replay", DataTypes.StringType, false);

    @Mixin
    private EntrySource source = new EntrySource();

    @Mixin
    private KeyedBundles bundles = new KeyedBundles();

    @Option(
            names = "--releases",
            paramLabel = "DIR",
            required = true,
            description = "a folder with the bundle of each release")
    private Path releases = Path.of("releases");

    @Option(
            names = "--release",
            paramLabel = "HASH",
            description = "the release that answers (default: for each answer its own)")
    private @Nullable String release;

    @Option(names = "--json", description = "a JSON object a line")
    private boolean json;

    @Override
    int run(SparkSession spark) {
        Broadcast<CarriedReleases> carried = told(spark, bundles.all(releases));
        String folder = folder("replays.parquet");
        String target = release;
        JavaRDD<Row> replays = source.lines(spark)
                .filter(Lines::recommendation)
                .mapPartitions(lines -> replays(lines, carried, target));
        spark.createDataFrame(replays, SCHEMA).write().parquet(folder);
        Dataset<Row> written = spark.read().schema(SCHEMA).parquet(folder);
        return report(written);
    }

    private static Iterator<Row> replays(
            Iterator<String> lines, Broadcast<CarriedReleases> carried, @Nullable String target) {
        ReleaseCache.Lease lease = ReleaseCache.Lease.ofTask(carried.value());
        EntryReplayer replayer = new EntryReplayer(lease::advisor, Version.current());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public Row next() {
                Entry entry = ExportLine.read(ChainHead.ONLY, lines.next());
                Replay replay = replayer.replay(entry, target == null ? entry.release() : target);
                return RowFactory.create(
                        entry.seq(),
                        entry.id(),
                        replay.result().id(),
                        replay.release(),
                        replay.against(),
                        AnswerJson.MAPPER.writeValueAsString(replay));
            }
        };
    }

    private int report(Dataset<Row> written) {
        Map<String, Long> counts = new TreeMap<>();
        written.groupBy("result").count().collectAsList().forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        long same = counts.getOrDefault(Result.SAME.id(), 0L);
        long different = counts.getOrDefault(Result.DIFFERENT.id(), 0L);
        long cannot = counts.getOrDefault(Result.CANNOT.id(), 0L);
        Dataset<Row> shown =
                json ? written : written.where(functions.col("result").notEqual(Result.SAME.id()));
        shown.orderBy("seq")
                .limit(MOST_SHOWN)
                .select("replay")
                .as(Encoders.STRING())
                .collectAsList()
                .forEach(this::show);
        if (!json) {
            if (different + cannot > MOST_SHOWN) {
                out().printf("The first %,d are shown; %s has all.%n", MOST_SHOWN, folder("replays.parquet"));
            }
            out().println(ReplayText.counts(same, different, cannot));
        }
        return different + cannot == 0 ? 0 : ExitCode.FOUND_SOMETHING;
    }

    private void show(String replay) {
        if (json) {
            out().println(replay);
        } else {
            out().print(ReplayText.of(AnswerJson.MAPPER.readValue(replay, Replay.class)));
        }
    }
}

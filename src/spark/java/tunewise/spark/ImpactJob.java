package tunewise.spark;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import scala.Tuple2;
import tunewise.advice.Advisor;
import tunewise.advice.AnswerJson;
import tunewise.cli.rules.ImpactText;
import tunewise.cli.terminal.TextInput;
import tunewise.ledger.entry.ChainHead;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.ExportLine;
import tunewise.ledger.replay.RecordedQuestions;
import tunewise.question.Question;
import tunewise.service.ProgressListener;
import tunewise.workshop.Comparison;
import tunewise.workshop.Fixtures;
import tunewise.workshop.Impact;
import tunewise.workshop.ImpactReport;
import tunewise.workshop.ImpactReport.Fate;
import tunewise.workshop.ImpactReport.Part;
import tunewise.workshop.ImpactReport.Source;

@Command(
        name = "impact",
        mixinStandardHelpOptions = true,
        description = "Shows which recorded answers another release would change. It records nothing.")
final class ImpactJob extends Job {
    /** So many names of answers that change are in the report; the Parquet files have all. */
    private static final int MOST_CHANGED = 100_000;

    private static final StructType SCHEMA = new StructType()
            .add("seq", DataTypes.LongType, false)
            .add("asked", DataTypes.IntegerType, false)
            .add("fate", DataTypes.StringType, false)
            .add("comparison", DataTypes.StringType, true);

    @Mixin
    private EntrySource source = new EntrySource();

    @Mixin
    private KeyedBundles bundles = new KeyedBundles();

    @Option(names = "--active", paramLabel = "FILE", required = true, description = "the bundle of what answers now")
    private Path active = Path.of("active.bundle");

    @Option(names = "--draft", paramLabel = "FILE", required = true, description = "the bundle of what would")
    private Path draft = Path.of("draft.bundle");

    @Option(
            names = "--recorded",
            paramLabel = "N",
            defaultValue = "0",
            description = "how many recorded questions, the newest ones (default: all)")
    private int recorded;

    @Option(names = "--from", paramLabel = "DAY", description = "recorded questions of this day and later")
    private @Nullable LocalDate from;

    @Option(names = "--until", paramLabel = "DAY", description = "recorded questions of this day and earlier")
    private @Nullable LocalDate until;

    @Option(names = "--json", description = "for programs, with the name of every answer that changes")
    private boolean json;

    @Override
    int run(SparkSession spark) {
        CarriedReleases carried = bundles.none();
        String before = carried.add(TextInput.read(active));
        String after = carried.add(TextInput.read(draft));
        ImpactReport report;
        try (ReleaseCache.Lease lease = new ReleaseCache.Lease(carried)) {
            Part part = recorded(spark, told(spark, carried), before, after);
            report = here(lease, carried, before, after, part);
        }
        out().println(json ? AnswerJson.MAPPER.writeValueAsString(report) : ImpactText.of(report));
        return 0;
    }

    /** Scenarios and questions around thresholds are few; the driver asks them. */
    private static ImpactReport here(
            ReleaseCache.Lease lease, CarriedReleases carried, String before, String after, Part recorded) {
        Advisor next = lease.advisor(after);
        ImpactReport few = new Impact(lease.advisor(before), next)
                .scenarios(Fixtures.read(carried.content(after).fixtures(), next.loaded())
                        .scenarios())
                .grid()
                .run(ProgressListener.NONE);
        List<Part> parts = new ArrayList<>(few.parts());
        if (recorded.asked() > 0) {
            int place = !parts.isEmpty() && parts.get(0).source() == Source.SCENARIOS ? 1 : 0;
            parts.add(place, recorded);
        }
        return new ImpactReport(few.active(), few.draft(), parts);
    }

    private Part recorded(SparkSession spark, Broadcast<CarriedReleases> carried, String before, String after) {
        JavaPairRDD<Long, Asked> questions = questions(source.lines(spark), source.partitions(spark));
        JavaRDD<Row> compared = questions
                .mapPartitions(piece -> comparisons(piece, carried, before, after))
                .persist(StorageLevel.MEMORY_AND_DISK());
        if (writes()) {
            spark.createDataFrame(compared, SCHEMA).write().parquet(folder("impact.parquet"));
        }
        Part sum = Part.of(Source.RECORDED, List.of());
        Iterator<String> parts = compared.mapPartitions(ImpactJob::part).toLocalIterator();
        while (parts.hasNext()) {
            sum = sum.and(AnswerJson.MAPPER.readValue(parts.next(), Part.class)).naming(MOST_CHANGED);
        }
        compared.unpersist();
        return sum;
    }

    /** A question and everyone who asked it. */
    record Asked(String question, ArrayList<String> names) implements java.io.Serializable {}

    /** Every question once, by the place where it was asked last, the newest first. */
    private JavaPairRDD<Long, Asked> questions(JavaRDD<String> lines, int pieces) {
        String first = from == null ? "" : from.toString();
        String beyond = until == null ? "A" : until.plusDays(1).toString();
        JavaPairRDD<Long, Tuple2<String, String>> asked = lines.filter(Lines::answered)
                .mapToPair(line -> {
                    Entry entry = ExportLine.read(ChainHead.ONLY, line);
                    String created = entry.createdAt().toString();
                    boolean counts = created.compareTo(first) >= 0 && created.compareTo(beyond) < 0;
                    String question = counts
                            ? AnswerJson.MAPPER.writeValueAsString(RecordedQuestions.question(entry.body()))
                            : "";
                    return new Tuple2<>(entry.seq(), new Tuple2<>(entry.id(), question));
                });
        asked = asked.filter(each -> !each._2()._2().isEmpty());
        return newest(asked, pieces)
                .mapToPair(each -> new Tuple2<>(
                        each._2()._2(), new Tuple2<>(each._1(), each._2()._1())))
                .groupByKey(pieces)
                .mapToPair(each -> {
                    List<Tuple2<Long, String>> names = new ArrayList<>();
                    each._2().forEach(names::add);
                    names.sort(Comparator.comparing((Tuple2<Long, String> name) -> name._1())
                            .reversed());
                    ArrayList<String> ids = new ArrayList<>();
                    names.forEach(name -> ids.add(name._2()));
                    return new Tuple2<>(names.get(0)._1(), new Asked(each._1(), ids));
                })
                .sortByKey(false, pieces);
    }

    private JavaPairRDD<Long, Tuple2<String, String>> newest(
            JavaPairRDD<Long, Tuple2<String, String>> asked, int pieces) {
        if (recorded <= 0) {
            return asked;
        }
        int most = recorded;
        return asked.sortByKey(false, pieces)
                .zipWithIndex()
                .filter(each -> each._2() < most)
                .mapToPair(Tuple2::_1);
    }

    private static Iterator<Row> comparisons(
            Iterator<Tuple2<Long, Asked>> asked, Broadcast<CarriedReleases> carried, String before, String after) {
        ReleaseCache.Lease lease = ReleaseCache.Lease.ofTask(carried.value());
        Advisor active = lease.advisor(before);
        Advisor draft = lease.advisor(after);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return asked.hasNext();
            }

            @Override
            public Row next() {
                Tuple2<Long, Asked> each = asked.next();
                Question question = AnswerJson.MAPPER.readValue(each._2().question(), Question.class);
                Comparison comparison =
                        Comparison.of(active, draft, question, each._2().names());
                return RowFactory.create(
                        each._1(),
                        comparison.names().size(),
                        comparison.fate().id(),
                        comparison.fate() == Fate.STAYS ? null : AnswerJson.MAPPER.writeValueAsString(comparison));
            }
        };
    }

    /** What a piece comes to; of answers that stay only their number is needed. */
    private static Iterator<String> part(Iterator<Row> rows) {
        List<Comparison> different = new ArrayList<>();
        int stay = 0;
        while (rows.hasNext()) {
            Row row = rows.next();
            String comparison = row.getString(3);
            if (comparison == null) {
                stay += row.getInt(1);
            } else {
                different.add(AnswerJson.MAPPER.readValue(comparison, Comparison.class));
            }
        }
        Part part = Part.of(Source.RECORDED, different)
                .and(Part.staying(Source.RECORDED, stay))
                .naming(MOST_CHANGED);
        return List.of(AnswerJson.MAPPER.writeValueAsString(part)).iterator();
    }
}

package tunewise.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import scala.Tuple2;
import tunewise.advice.AnswerJson;
import tunewise.advice.Recommendation;
import tunewise.cli.ledger.AccuracyText;
import tunewise.ledger.entry.ChainHead;
import tunewise.ledger.entry.Entry;
import tunewise.ledger.entry.EntryKind;
import tunewise.ledger.entry.ExportLine;
import tunewise.ledger.entry.RecommendationBody;
import tunewise.ledger.entry.RunReport;
import tunewise.service.EstimateVersusActual;
import tunewise.service.EstimateVersusActual.Run;

@Command(
        name = "accuracy",
        mixinStandardHelpOptions = true,
        description = "Compares all reported runs with their estimates, by stack, GPU and method.")
final class AccuracyJob extends Job {
    @Mixin
    private EntrySource source = new EntrySource();

    @Option(names = "--json", description = "for programs, with every run")
    private boolean json;

    @Override
    int run(SparkSession spark) {
        JavaRDD<String> lines = source.lines(spark);
        EstimateVersusActual accuracy = EstimateVersusActual.of(runs(spark, lines));
        if (json) {
            out().println(AnswerJson.MAPPER.writeValueAsString(accuracy));
        } else {
            out().print(AccuracyText.of(accuracy));
        }
        return 0;
    }

    /** Newest first. Reports are few beside answers, so each executor is told all of them and looks for what they report on. */
    private static List<Run> runs(SparkSession spark, JavaRDD<String> lines) {
        HashMap<String, ArrayList<String>> reports = new HashMap<>();
        lines.filter(line -> Lines.kind(line).equals(EntryKind.REPORT))
                .collect()
                .forEach(line -> reports.computeIfAbsent(
                                RunReport.of(ExportLine.read(ChainHead.ONLY, line))
                                        .recommendation(),
                                any -> new ArrayList<>())
                        .add(line));
        Broadcast<HashMap<String, ArrayList<String>>> told =
                JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(reports);
        return lines.filter(Lines::answered).mapPartitions(piece -> runs(piece, told.value())).collect().stream()
                .sorted(Comparator.comparing((Tuple2<Long, String> run) -> run._1())
                        .reversed())
                .map(run -> AnswerJson.MAPPER.readValue(run._2(), Run.class))
                .toList();
    }

    /** Runs of the answers in a piece, each by the place of its report. */
    private static Iterator<Tuple2<Long, String>> runs(
            Iterator<String> lines, Map<String, ? extends List<String>> reports) {
        List<Tuple2<Long, String>> runs = new ArrayList<>();
        while (lines.hasNext()) {
            String line = lines.next();
            List<String> of = reports.get(Lines.id(line));
            if (of != null) {
                Recommendation answer = RecommendationBody.of(ExportLine.read(ChainHead.ONLY, line))
                        .recommendation();
                for (String report : of) {
                    Entry entry = ExportLine.read(ChainHead.ONLY, report);
                    Run.of(RunReport.of(entry), answer)
                            .ifPresent(run ->
                                    runs.add(new Tuple2<>(entry.seq(), AnswerJson.MAPPER.writeValueAsString(run))));
                }
            }
        }
        return runs.iterator();
    }
}

package tunewise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Runs jobs within the tests. */
final class JobRun {
    private JobRun() {}

    static SparkSession onTwoCores() {
        System.setProperty("spark.master", "local[2]");
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.sql.shuffle.partitions", "4");
        return SparkSession.builder().getOrCreate();
    }

    /** What a job says that ends with this exit code. */
    static String said(int code, String... job) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int ended = Jobs.run(new PrintWriter(out), new PrintWriter(err), job);
        assertEquals(code, ended, err::toString);
        return out.toString();
    }

    static String lines(Stream<String> lines) {
        return lines.map(line -> line + "\n").collect(Collectors.joining());
    }

    /** Entries of Parquet files, in the order of their seqs. */
    static List<String> rows(SparkSession spark, String parquet) {
        return spark.read().parquet(parquet).orderBy("seq").toJSON().collectAsList();
    }
}

package tunewise.spark;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tunewise.cli.terminal.UnusableInputException;

/** A job of its own name; it prints the report that the command line prints, and writes the rest as Parquet. */
abstract class Job implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--out", paramLabel = "DIR", description = "where the Parquet files go; the folder must be new")
    private @Nullable String folder;

    @Override
    public final Integer call() {
        SparkSession.Builder builder = SparkSession.builder().appName("tunewise " + spec.name());
        if (System.getProperty("spark.master") == null) {
            builder.master("local[*]");
        }
        SparkSession spark = builder.getOrCreate();
        spark.sparkContext().setLogLevel("WARN");
        return run(spark);
    }

    /** Returns the exit code. */
    abstract int run(SparkSession spark);

    /** Takes releases to every executor once, not with every task. */
    static Broadcast<CarriedReleases> told(SparkSession spark, CarriedReleases releases) {
        return JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(releases);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** A folder of Parquet files below that of the job. */
    final String folder(String name) {
        if (folder == null) {
            throw new UnusableInputException("--out is missing. Maybe name a new folder for the Parquet files.");
        }
        return folder.contains("://")
                ? folder + "/" + name
                : Path.of(folder, name).toString();
    }

    final boolean writes() {
        return folder != null;
    }
}

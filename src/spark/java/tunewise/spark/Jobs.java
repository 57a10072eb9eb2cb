package tunewise.spark;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tunewise.catalog.FaultsException;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.cli.terminal.Version;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.text.PlainLocale;
import tunewise.workshop.RefusedException;

/** What {@code spark-submit tunewise-spark.jar} runs. Exit codes are those of the command line. */
@Command(
        name = "tunewise-spark",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Work over all of history, on one machine or many.",
        subcommands = {
            ExportJob.class,
            VerifyJob.class,
            ReplayJob.class,
            ImpactJob.class,
            BatchJob.class,
            AccuracyJob.class
        },
        synopsisSubcommandLabel = "JOB")
public final class Jobs implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Jobs() {}

    public static void main(String[] args) {
        PlainLocale.use();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, args);
        SparkSession.getDefaultSession().foreach(session -> {
            session.stop();
            return null;
        });
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs a job and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        int code = new CommandLine(new Jobs())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command.getErr()))
                .execute(args);
        out.flush();
        err.flush();
        return code;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a job is missing.");
    }

    private static int report(Exception failure, PrintWriter err) throws Exception {
        if (failure instanceof FaultsException faults) {
            faults.faults().forEach(err::println);
            return ExitCode.FOUND_SOMETHING;
        }
        if (failure instanceof UnusableInputException
                || failure instanceof RefusedException
                || failure instanceof LedgerUnavailableException) {
            err.println(Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
            return ExitCode.MISUSED;
        }
        throw failure;
    }
}

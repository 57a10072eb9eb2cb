package tunewise.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tunewise.access.AccessException;
import tunewise.catalog.Fault;
import tunewise.catalog.FaultsException;
import tunewise.cli.access.AccessCommands;
import tunewise.cli.ask.AccuracyCommand;
import tunewise.cli.ask.AdviseCommand;
import tunewise.cli.ask.EstimateCommand;
import tunewise.cli.ask.ExportCommand;
import tunewise.cli.ask.FieldOptions;
import tunewise.cli.ledger.LedgerCommands;
import tunewise.cli.rules.PricesCommands;
import tunewise.cli.rules.RulesCommands;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Services;
import tunewise.cli.terminal.UnusableInputException;
import tunewise.cli.terminal.Version;
import tunewise.ledger.entry.LedgerUnavailableException;
import tunewise.question.QuestionFaultsException;
import tunewise.rulebook.RulesFailedException;
import tunewise.workshop.RefusedException;
import tunewise.workshop.prices.PriceListException;

/**
 * The command line. Exit codes: 0 fine, 1 found something wrong (no feasible set-up, faulty rules, a broken chain), 2
 * misused.
 */
@Command(
        name = "tunewise",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Which GPU, how many, from whom, and how to fine-tune a language model on them.",
        synopsisSubcommandLabel = "COMMAND")
public final class Tunewise implements Runnable {
    /** How picocli's message begins where a second word has no place. */
    private static final String SEVERAL_WORDS = "Error: expected only one match but got [[MODEL]";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Tunewise() {}

    /** Runs a command line and returns its exit code. */
    public static int run(Services services, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = commands(services, Subcommands.named(args))
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((misuse, parsed) -> misused(misuse))
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command.getErr()));
        int code = line.execute(args);
        // A writer flushes by itself at the end of lines only.
        out.flush();
        err.flush();
        return code;
    }

    /** All commands, to describe. */
    public static CommandLine commands(Services services) {
        return commands(services, Subcommands.ALL);
    }

    private static CommandLine commands(Services services, Subcommands wanted) {
        return wanted.of(new CommandLine(new Tunewise()))
                .add("serve", "Starts the pages and the API.", () -> new CommandLine(new ServeCommand(services)))
                .add(
                        "mcp",
                        "Serves one assistant over standard input and output, by the Model Context Protocol.",
                        () -> new CommandLine(new McpCommand(services)))
                .add(
                        "advise",
                        "Answers one question, or each of a file, records it, and shows the rules that decided.",
                        () -> AdviseCommand.of(services))
                .add(
                        "estimate",
                        "Estimates memory and speed of one configuration, or of each in a file.",
                        () -> EstimateCommand.of(services))
                .add(
                        "accuracy",
                        "Compares the estimator with measured runs, by source and method.",
                        () -> new CommandLine(new AccuracyCommand(services)))
                .add(
                        "export",
                        "Writes the files that run a recommendation: configurations, launch files, or all of them.",
                        () -> new CommandLine(new ExportCommand(services)))
                .add(
                        "rules",
                        "Checks, tests and publishes rules and catalogs, and rolls back.",
                        () -> RulesCommands.of(services))
                .add(
                        "prices",
                        "Imports prices from catalogues and providers, and counts them.",
                        () -> PricesCommands.of(services))
                .add(
                        "ledger",
                        "Proves that no record was altered, replays, exports and backs up.",
                        () -> LedgerCommands.of(services))
                .add(
                        "access",
                        "Accounts, roles and tokens: who may do what with the service.",
                        () -> AccessCommands.of(services))
                .line();
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing.");
    }

    /** What is wrong stands alone; the list of all options would push it off the screen. */
    private static int misused(CommandLine.ParameterException misuse) {
        CommandLine command = misuse.getCommandLine();
        command.getErr().println(message(misuse));
        CommandLine.UnmatchedArgumentException.printSuggestions(misuse, command.getErr());
        command.getErr().println("'" + command.getCommandSpec().qualifiedName() + " --help' lists all there is.");
        return ExitCode.MISUSED;
    }

    /** A name without quotes is several words, which is said in words and not by a list of all options. */
    private static String message(CommandLine.ParameterException misuse) {
        String message = String.valueOf(misuse.getMessage());
        return message.startsWith(SEVERAL_WORDS)
                ? "MODEL is one name, but you gave several words. Maybe put it in quotes, as in \"Llama 3.1 8B\"."
                : message;
    }

    /** People get the message, never a stack trace; what nobody foresaw keeps its trace for whoever mends it. */
    private static int report(Exception failure, PrintWriter err) throws Exception {
        if (failure instanceof QuestionFaultsException faults) {
            faults.faults()
                    .forEach(fault -> err.println(FieldOptions.optionOf(fault.field()) + ": " + fault.message()));
            return ExitCode.MISUSED;
        }
        if (failure instanceof FaultsException faults) {
            err.println(faults.getMessage());
            err.println(Fault.count(faults.faults().size()) + ".");
            return ExitCode.FOUND_SOMETHING;
        }
        if (failure instanceof RulesFailedException) {
            err.println(failure.getMessage());
            return ExitCode.FOUND_SOMETHING;
        }
        if (failure instanceof RefusedException || failure instanceof PriceListException) {
            err.println(failure.getMessage());
            return ExitCode.FOUND_SOMETHING;
        }
        if (failure instanceof AccessException) {
            err.println(failure.getMessage());
            return ExitCode.MISUSED;
        }
        if (failure instanceof LedgerUnavailableException || failure instanceof UnusableInputException) {
            err.println(failure.getMessage());
            return failure instanceof UnusableInputException ? ExitCode.MISUSED : ExitCode.FOUND_SOMETHING;
        }
        if (failure instanceof UncheckedIOException io) {
            err.println(Objects.requireNonNull(io.getCause()).getMessage());
            return ExitCode.FOUND_SOMETHING;
        }
        throw failure;
    }
}

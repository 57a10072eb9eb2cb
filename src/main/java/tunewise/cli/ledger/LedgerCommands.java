package tunewise.cli.ledger;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tunewise.cli.terminal.Services;

/** What auditors do with the ledger. */
@Command(mixinStandardHelpOptions = true)
public final class LedgerCommands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private LedgerCommands() {}

    public static CommandLine of(Services services) {
        return new CommandLine(new LedgerCommands())
                .addSubcommand(new LedgerVerifyCommand(services))
                .addSubcommand(new LedgerCheckpointCommand(services))
                .addSubcommand(new LedgerKeyCommand(services))
                .addSubcommand(new LedgerReplayCommand(services))
                .addSubcommand(new LedgerReportCommand(services))
                .addSubcommand(new LedgerAccuracyCommand(services))
                .addSubcommand(new LedgerExportCommand(services))
                .addSubcommand(new LedgerBackupCommand(services))
                .addSubcommand(new LedgerRestoreCommand(services))
                .addSubcommand(new LedgerEraseCommand(services))
                .addSubcommand(new LedgerReindexCommand(services));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing.");
    }
}

package tunewise.cli.ledger;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tunewise.cli.terminal.Services;

/** What auditors do with the ledger. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Proves that no record was altered, replays, exports and backs up.")
public final class LedgerCommands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private LedgerCommands() {}

    public static CommandLine of(Services wiring) {
        return new CommandLine(new LedgerCommands())
                .addSubcommand(new LedgerVerifyCommand(wiring))
                .addSubcommand(new LedgerCheckpointCommand(wiring))
                .addSubcommand(new LedgerKeyCommand(wiring))
                .addSubcommand(new LedgerReplayCommand(wiring))
                .addSubcommand(new LedgerReportCommand(wiring))
                .addSubcommand(new LedgerAccuracyCommand(wiring))
                .addSubcommand(new LedgerExportCommand(wiring))
                .addSubcommand(new LedgerBackupCommand(wiring))
                .addSubcommand(new LedgerRestoreCommand(wiring))
                .addSubcommand(new LedgerEraseCommand(wiring))
                .addSubcommand(new LedgerReindexCommand(wiring));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing.");
    }
}

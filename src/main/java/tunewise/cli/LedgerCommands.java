package tunewise.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What auditors do with the ledger. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Proves that no record was altered, replays, exports and backs up.")
final class LedgerCommands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private LedgerCommands() {}

    static CommandLine of(Wiring wiring) {
        return new CommandLine(new LedgerCommands())
                .addSubcommand(new LedgerVerify(wiring))
                .addSubcommand(new LedgerCheckpoint(wiring))
                .addSubcommand(new LedgerKey(wiring))
                .addSubcommand(new LedgerReplay(wiring))
                .addSubcommand(new LedgerReport(wiring))
                .addSubcommand(new LedgerReality(wiring))
                .addSubcommand(new LedgerExport(wiring))
                .addSubcommand(new LedgerBackup(wiring))
                .addSubcommand(new LedgerRestore(wiring))
                .addSubcommand(new LedgerErase(wiring))
                .addSubcommand(new LedgerReindex(wiring));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing.");
    }
}

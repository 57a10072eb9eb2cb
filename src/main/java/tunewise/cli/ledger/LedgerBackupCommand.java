package tunewise.cli.ledger;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tunewise.cli.terminal.ExitCode;
import tunewise.cli.terminal.Services;
import tunewise.ledger.Ledger;
import tunewise.ledger.verify.Verification;

@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Copies the store, in use or not, and verifies the copy. 'ledger restore' puts it back.")
final class LedgerBackupCommand extends ExistingLedgerCommand {
    @Option(names = "--out", paramLabel = "FILE", required = true, description = "where to copy to; must not exist yet")
    private Path file = Path.of("backup.db");

    LedgerBackupCommand(Services services) {
        super(services);
    }

    @Override
    public int call(Ledger ledger) {
        Verification verification = ledger.backup(file);
        out().println("Copied to " + file + ". " + verification.summary());
        return verification.ok() ? 0 : ExitCode.FOUND_SOMETHING;
    }
}

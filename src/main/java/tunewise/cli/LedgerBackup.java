package tunewise.cli;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tunewise.audit.Ledger;
import tunewise.audit.Verification;

@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = "Copies the store, in use or not, and verifies the copy. 'ledger restore' puts it back.")
final class LedgerBackup extends LedgerCommand {
    @Option(names = "--out", paramLabel = "FILE", required = true, description = "where to copy to; must not exist yet")
    private Path file = Path.of("backup.db");

    LedgerBackup(Wiring wiring) {
        super(wiring);
    }

    @Override
    int call(Ledger ledger) {
        Verification verification = ledger.backup(file);
        out().println("Copied to " + file + ". " + verification.words());
        return verification.ok() ? 0 : ExitCode.FOUND_SOMETHING;
    }
}

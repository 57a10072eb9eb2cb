package tunewise.cli.ledger;

import picocli.CommandLine.Command;
import tunewise.cli.terminal.Services;
import tunewise.ledger.Ledger;

@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Prints the public key that verifies checkpoints.")
final class LedgerKeyCommand extends ExistingLedgerCommand {
    LedgerKeyCommand(Services services) {
        super(services);
    }

    @Override
    public int call(Ledger ledger) {
        out().print(ledger.proof().publicKey());
        return 0;
    }
}

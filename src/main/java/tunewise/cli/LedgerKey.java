package tunewise.cli;

import picocli.CommandLine.Command;
import tunewise.audit.Ledger;

@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Prints the public key that checkpoints are checked with.")
final class LedgerKey extends LedgerCommand {
    LedgerKey(Wiring wiring) {
        super(wiring);
    }

    @Override
    int call(Ledger ledger) {
        out().print(ledger.publicKey());
        return 0;
    }
}

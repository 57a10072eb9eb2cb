package tunewise.cli.ledger;

import picocli.CommandLine.Command;
import tunewise.cli.terminal.Services;
import tunewise.ledger.Ledger;

@Command(
        name = "reindex",
        mixinStandardHelpOptions = true,
        description = "Rebuilds the search columns from the entries.")
final class LedgerReindexCommand extends ExistingLedgerCommand {
    LedgerReindexCommand(Services services) {
        super(services);
    }

    @Override
    public int call(Ledger ledger) {
        ledger.search().reindex();
        out().println("The index is rebuilt.");
        return 0;
    }
}

package tunewise.cli;

import picocli.CommandLine.Command;
import tunewise.audit.Ledger;

@Command(
        name = "reindex",
        mixinStandardHelpOptions = true,
        description = "Makes anew, from the entries, what recommendations are looked for by.")
final class LedgerReindex extends LedgerCommand {
    LedgerReindex(Wiring wiring) {
        super(wiring);
    }

    @Override
    int call(Ledger ledger) {
        ledger.reindex();
        out().println("The index is new.");
        return 0;
    }
}

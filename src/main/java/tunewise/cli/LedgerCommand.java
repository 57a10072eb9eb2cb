package tunewise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tunewise.audit.Ledger;

/** A command over a ledger that there has to be. */
abstract class LedgerCommand implements Callable<Integer> {
    final Wiring wiring;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "the ledger (default: data)")
    Path data = Path.of("data");

    LedgerCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public final Integer call() {
        if (!Ledger.exists(data)) {
            throw new UnusableInputException("'" + data + "' holds no ledger. Maybe --data names another folder.");
        }
        try (Ledger ledger = wiring.ledger(data)) {
            return call(ledger);
        }
    }

    abstract int call(Ledger ledger);

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

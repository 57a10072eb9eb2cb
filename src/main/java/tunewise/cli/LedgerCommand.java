package tunewise.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tunewise.audit.Ledger;

/** A command over a ledger that there has to be. */
abstract class LedgerCommand implements Callable<Integer> {
    final Wiring wiring;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataFolder data = new DataFolder();

    LedgerCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public final Integer call() {
        try (Ledger ledger = data.existing(wiring)) {
            return call(ledger);
        }
    }

    abstract int call(Ledger ledger);

    final Path dataFolder() {
        return data.folder;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

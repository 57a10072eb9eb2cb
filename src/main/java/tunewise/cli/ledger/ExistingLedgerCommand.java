package tunewise.cli.ledger;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tunewise.cli.terminal.DataFolder;
import tunewise.cli.terminal.Services;
import tunewise.ledger.Ledger;

/** A command over a ledger that there has to be. */
public abstract class ExistingLedgerCommand implements Callable<Integer> {
    public final Services services;

    @Spec
    public CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataFolder data = new DataFolder();

    public ExistingLedgerCommand(Services services) {
        this.services = services;
    }

    @Override
    public final Integer call() {
        try (Ledger ledger = data.existing(services)) {
            return call(ledger);
        }
    }

    public abstract int call(Ledger ledger);

    final Path dataFolder() {
        return data.folder;
    }

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

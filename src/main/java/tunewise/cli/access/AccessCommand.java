package tunewise.cli.access;

import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tunewise.access.Access;
import tunewise.access.Role;
import tunewise.cli.terminal.DataFolder;
import tunewise.cli.terminal.Operator;
import tunewise.cli.terminal.Services;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Actor;

/** A command over the accounts and tokens of a ledger. */
abstract class AccessCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataFolder data = new DataFolder();

    AccessCommand(Services services) {
        this.services = services;
    }

    @Override
    public final Integer call() {
        try (Ledger ledger = begins() ? data.open(services) : data.existing(services)) {
            run(services.access(ledger), Operator.of(services, ledger, Set.of(Role.ADMINISTER)));
            return 0;
        }
    }

    /** Whether it makes a ledger where there is none yet. */
    boolean begins() {
        return false;
    }

    abstract void run(Access access, Actor actor);

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Prints the way to set a password, which nobody can print again. */
    final void printLink(String address, String secret) {
        out().println(AccessCommands.link(address, secret));
        out().println("It sets a password once, within three days.");
    }
}

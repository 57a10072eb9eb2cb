package tunewise.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What analysts do with prices of others. */
@Command(
        name = "prices",
        mixinStandardHelpOptions = true,
        description = "Takes over prices from catalogues and providers.")
final class PricesCommands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private PricesCommands() {}

    static CommandLine of(Wiring wiring) {
        return new CommandLine(new PricesCommands()).addSubcommand(new ImportPricesCommand(wiring));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing.");
    }
}

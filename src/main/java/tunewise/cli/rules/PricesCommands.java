package tunewise.cli.rules;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tunewise.cli.terminal.Services;

/** What analysts do with prices of others. */
@Command(mixinStandardHelpOptions = true)
public final class PricesCommands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private PricesCommands() {}

    public static CommandLine of(Services services) {
        return new CommandLine(new PricesCommands())
                .addSubcommand(new PricesImportCommand(services))
                .addSubcommand(new PricesUpdateCommand(services))
                .addSubcommand(new PricesCountCommand(services));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing.");
    }
}

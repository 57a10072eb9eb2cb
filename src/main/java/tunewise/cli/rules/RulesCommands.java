package tunewise.cli.rules;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tunewise.cli.terminal.Services;

/** What analysts do with a rules folder. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Checks, tests and publishes rules and catalogs, and goes back.")
public final class RulesCommands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private RulesCommands() {}

    public static CommandLine of(Services wiring) {
        return new CommandLine(new RulesCommands())
                .addSubcommand(new RulesCheckCommand(wiring))
                .addSubcommand(new RulesTestCommand(wiring))
                .addSubcommand(new RulesImpactCommand(wiring))
                .addSubcommand(new RulesPublishCommand(wiring))
                .addSubcommand(new RulesUpdateCommand(wiring))
                .addSubcommand(new RulesHistoryCommand(wiring))
                .addSubcommand(new RulesRollbackCommand(wiring));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing.");
    }
}

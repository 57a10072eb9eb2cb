package tunewise.cli.rules;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tunewise.cli.terminal.Services;

/** What analysts do with a rules folder. */
@Command(mixinStandardHelpOptions = true)
public final class RulesCommands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private RulesCommands() {}

    public static CommandLine of(Services services) {
        return new CommandLine(new RulesCommands())
                .addSubcommand(new RulesCheckCommand(services))
                .addSubcommand(new RulesTestCommand(services))
                .addSubcommand(new RulesImpactCommand(services))
                .addSubcommand(new RulesPublishCommand(services))
                .addSubcommand(new RulesExportCommand(services))
                .addSubcommand(new RulesTakeCommand(services))
                .addSubcommand(new RulesUpdateCommand(services))
                .addSubcommand(new RulesHistoryCommand(services))
                .addSubcommand(new RulesRollbackCommand(services));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing.");
    }
}

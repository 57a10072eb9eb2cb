package tunewise.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What analysts do with a rules folder. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = "Checks, tests and publishes rules and catalogs, and goes back.")
final class RulesCommands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private RulesCommands() {}

    static CommandLine of(Wiring wiring) {
        return new CommandLine(new RulesCommands())
                .addSubcommand(new CheckRulesCommand(wiring))
                .addSubcommand(new TestRulesCommand(wiring))
                .addSubcommand(new ImpactOfRulesCommand(wiring))
                .addSubcommand(new PublishRulesCommand(wiring))
                .addSubcommand(new UpdateRulesCommand(wiring))
                .addSubcommand(new RulesHistoryCommand(wiring))
                .addSubcommand(new RollBackRulesCommand(wiring));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing.");
    }
}

package tunewise.cli.access;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tunewise.cli.terminal.Services;

/** Who may do what with the service: accounts, roles, tokens. */
@Command(mixinStandardHelpOptions = true)
public final class AccessCommands implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private AccessCommands() {}

    public static CommandLine of(Services services) {
        return new CommandLine(new AccessCommands())
                .addSubcommand(new AccountCommands.First(services))
                .addSubcommand(new AccountCommands.Add(services))
                .addSubcommand(new AccountCommands.Invite(services))
                .addSubcommand(new AccountCommands.Roles(services))
                .addSubcommand(new AccountCommands.Remove(services))
                .addSubcommand(new AccountCommands.ListAccounts(services))
                .addSubcommand(new ProviderCommand(services))
                .addSubcommand(new TokenCommands.Make(services))
                .addSubcommand(new TokenCommands.Revoke(services))
                .addSubcommand(new TokenCommands.ListTokens(services));
    }

    /** The link of a secret, at the address of a service. */
    public static String link(String address, String secret) {
        return address.replaceAll("/+$", "") + "/join/" + secret;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing.");
    }
}

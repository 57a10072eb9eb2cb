package tunewise.cli.access;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tunewise.access.Access;
import tunewise.access.Account;
import tunewise.access.Role;
import tunewise.advice.AnswerJson;
import tunewise.cli.terminal.Services;
import tunewise.ledger.entry.Actor;

/** What is done with accounts. */
final class AccountCommands {
    private static final String ADDRESS = "http://127.0.0.1:8080";
    private static final String ADDRESS_SAYS = "where people reach the service (default: " + ADDRESS + ")";
    private static final String ROLES_SAY = "ask, analyse, approve, audit, administer; several with commas";

    private AccountCommands() {}

    @Command(
            name = "first",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Prints a link where the first administrator sets a password; from then on everybody signs in.")
    static final class First extends AccessCommand {
        @Option(names = "--address", paramLabel = "URL", defaultValue = ADDRESS, description = ADDRESS_SAYS)
        private String address = ADDRESS;

        First(Services services) {
            super(services);
        }

        @Override
        boolean begins() {
            return true;
        }

        @Override
        void run(Access access, Actor actor) {
            printLink(address, access.accounts().inviteFirst(actor));
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Adds an account and prints the link where its owner sets a password.")
    static final class Add extends AccessCommand {
        @Parameters(paramLabel = "NAME", description = "lower-case, as in ada or ada@example.org")
        private String name = "";

        @Option(names = "--role", paramLabel = "ROLE", split = ",", required = true, description = ROLES_SAY)
        private List<String> roles = List.of();

        @Option(names = "--address", paramLabel = "URL", defaultValue = ADDRESS, description = ADDRESS_SAYS)
        private String address = ADDRESS;

        Add(Services services) {
            super(services);
        }

        @Override
        void run(Access access, Actor actor) {
            printLink(address, access.accounts().add(name, Role.read(roles), actor));
        }
    }

    @Command(
            name = "invite",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Prints a new link for somebody who has forgotten their password.")
    static final class Invite extends AccessCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(names = "--address", paramLabel = "URL", defaultValue = ADDRESS, description = ADDRESS_SAYS)
        private String address = ADDRESS;

        Invite(Services services) {
            super(services);
        }

        @Override
        void run(Access access, Actor actor) {
            printLink(address, access.accounts().invite(name, actor));
        }
    }

    @Command(
            name = "roles",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Gives an account other roles and ends its sessions.")
    static final class Roles extends AccessCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Option(names = "--role", paramLabel = "ROLE", split = ",", required = true, description = ROLES_SAY)
        private List<String> roles = List.of();

        Roles(Services services) {
            super(services);
        }

        @Override
        void run(Access access, Actor actor) {
            access.accounts().setRoles(name, Role.read(roles), actor);
            out().println("'" + name + "' has the roles " + Role.ids(Role.read(roles)) + ".");
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Removes an account and ends its sessions; what it did stays on record.")
    static final class Remove extends AccessCommand {
        @Parameters(paramLabel = "NAME")
        private String name = "";

        Remove(Services services) {
            super(services);
        }

        @Override
        void run(Access access, Actor actor) {
            access.accounts().remove(name, actor);
            out().println("Removed '" + name + "'.");
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Lists accounts and their roles.")
    static final class ListAccounts extends AccessCommand {
        @Option(names = "--json", description = "for programs")
        private boolean json;

        ListAccounts(Services services) {
            super(services);
        }

        @Override
        void run(Access access, Actor actor) {
            List<Account> accounts = access.accounts().all();
            if (json) {
                out().println(AnswerJson.MAPPER.writeValueAsString(
                        accounts.stream().map(Line::of).toList()));
            } else if (accounts.isEmpty()) {
                out().println("There are no accounts. Maybe 'access first' makes the first one.");
            } else {
                accounts.forEach(account -> out().println(account.name() + ": " + Role.ids(account.roles())
                        + (account.ready() ? "" : " (has not set a password yet)")));
            }
            access.accounts().unexplained().forEach(name -> out().println("No ledger entry records the roles of '"
                    + name + "'. Somebody may have set them outside this program."));
        }

        /** An account, as programs see it. */
        private record Line(String name, List<String> roles, boolean ready) {
            static Line of(Account account) {
                return new Line(
                        account.name(),
                        account.roles().stream().map(Role::id).sorted().toList(),
                        account.ready());
            }
        }
    }
}

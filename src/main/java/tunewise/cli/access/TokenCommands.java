package tunewise.cli.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tunewise.access.Access;
import tunewise.access.Role;
import tunewise.access.Tokens.Token;
import tunewise.advice.AnswerJson;
import tunewise.cli.terminal.Services;
import tunewise.ledger.entry.Actor;

/** What is done with the tokens of programs. */
final class TokenCommands {
    private TokenCommands() {}

    @Command(
            name = "token",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Makes a token for a program and prints it; nobody can print it again.")
    static final class Make extends AccessCommand {
        @Parameters(paramLabel = "NAME", description = "what the program is for")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                split = ",",
                required = true,
                description = "ask, analyse, approve, audit, administer; several with commas")
        private List<String> roles = List.of();

        @Option(
                names = "--days",
                paramLabel = "N",
                defaultValue = "90",
                description = "how long it is valid (default: 90)")
        private int days = 90;

        Make(Services services) {
            super(services);
        }

        @Override
        void run(Access access, Actor actor) {
            out().println(access.tokens()
                    .make(name, Role.read(roles), days, actor)
                    .text());
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Revokes a token, at once.")
    static final class Revoke extends AccessCommand {
        @Parameters(paramLabel = "ID", description = "as 'access tokens' shows it")
        private String id = "";

        Revoke(Services services) {
            super(services);
        }

        @Override
        void run(Access access, Actor actor) {
            access.tokens().revoke(id, actor);
            out().println("Revoked '" + id + "'.");
        }
    }

    @Command(name = "tokens", mixinStandardHelpOptions = true, sortOptions = false, description = "Lists tokens.")
    static final class ListTokens extends AccessCommand {
        @Option(names = "--json", description = "for programs")
        private boolean json;

        ListTokens(Services services) {
            super(services);
        }

        @Override
        void run(Access access, Actor actor) {
            List<Token> tokens = access.tokens().all();
            if (json) {
                out().println(AnswerJson.MAPPER.writeValueAsString(
                        tokens.stream().map(Line::of).toList()));
            } else if (tokens.isEmpty()) {
                out().println("There are no tokens.");
            } else {
                tokens.forEach(token -> out().println(token.id() + " " + token.name() + ": " + Role.ids(token.roles())
                        + ", until " + token.until()));
            }
        }

        /** A token, as programs see it: without what proves it. */
        private record Line(String id, String name, List<String> roles, Instant until, @Nullable Instant usedAt) {
            static Line of(Token token) {
                return new Line(
                        token.id(),
                        token.name(),
                        token.roles().stream().map(Role::id).sorted().toList(),
                        token.until(),
                        token.usedAt());
            }
        }
    }
}

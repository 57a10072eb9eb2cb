package tunewise.cli.rules;

import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tunewise.access.Role;
import tunewise.cli.terminal.DataFolder;
import tunewise.cli.terminal.Operator;
import tunewise.cli.terminal.Services;
import tunewise.ledger.Ledger;
import tunewise.ledger.entry.Actor;
import tunewise.ledger.entry.Publication;
import tunewise.workshop.Publisher;
import tunewise.workshop.Publisher.Signature;
import tunewise.workshop.Releases;
import tunewise.workshop.RuleTestRunner;
import tunewise.workshop.RulesValidator;

@Command(
        name = "rollback",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Publishes an earlier release again; a running service switches to it.")
final class RulesRollbackCommand implements Callable<Integer> {
    private final Services services;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RELEASE", description = "its hash, or the start of it, as in 'rules history'")
    private String release = "";

    @Option(names = "--author", paramLabel = "NAME", description = "who rolls back (default: who is logged in)")
    private @Nullable String author;

    @Option(names = "--comment", paramLabel = "TEXT", required = true, description = "why")
    private String comment = "";

    @Option(names = "--json", description = "for programs")
    private boolean json;

    @Mixin
    private DataFolder folder = new DataFolder();

    RulesRollbackCommand(Services services) {
        this.services = services;
    }

    @Override
    public Integer call() {
        try (Ledger ledger = folder.existing(services)) {
            Actor actor = Operator.of(services, ledger, Set.of(Role.ANALYSE, Role.APPROVE));
            Signature signature = Signature.of(Operator.name(actor, author), comment, actor);
            Releases releases = services.releases(ledger);
            Publication to = releases.find(release).orElseThrow(() -> RulesHistoryCommand.unknown(release));
            RulesPublishCommand.print(
                    new Publisher(releases, new RulesValidator(folder.compiler(services), RuleTestRunner.HERE))
                            .rollBack(to, signature),
                    json,
                    spec.commandLine().getOut());
            return 0;
        }
    }
}
